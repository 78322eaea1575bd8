using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Event;
using Delight.Simulation.Asks;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;
using Delight.Simulation.Nodes;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Live;

/// <summary>The nodes, links and faults of the simulation on a really running <see cref="ActorSystem"/>: messages are
/// really late, actors really run side by side.</summary>
/// <remarks>
/// <para>A message without delay costs what it costs without frictions. A message with delay waits in a queue, never on
/// a thread. A message queues behind any of its pair that is still delayed, so order from one actor to another
/// holds.</para>
/// <para>Faults act between two messages: an actor ends the message that it is at. What it sends after the crash of its
/// node goes nowhere. A slow actor rests after each message, in proportion to the time that the message took;
/// <c>Context.Work</c> does nothing, as on any live system.</para>
/// <para>A node starts again as soon as the last message of its earlier life has ended. Thread-safe.</para>
/// <para>The system may be one of several processes, by Akka.Remote or Akka.Cluster
/// (<c>akka.actor.provider</c>). Links then act on what comes from other processes, too (<see
/// cref="AddRemoteNode"/>). What leaves this process is not touched: where it arrives, the other process may do the
/// same. Three things differ there from one local system. A reply to an Ask has no latency. Other processes hear of a
/// death when Akka.NET tells them. And the message that an actor of a crashed node is at may still send to other
/// processes.</para>
/// </remarks>
public sealed partial class LiveFrictions : IFrictions, IActorHost, IAsyncDisposable
{
    private readonly SimulationCounters _counters = new();
    private readonly Lock _counting = new();
    private readonly FaultPlayer _player;
    private TimeSpan _start;
    private bool _ownsSystem;

    internal LiveFrictions(LiveOptions options)
    {
        Options = options;
        Delays = new DelayQueue(this);
        Router = new LiveRouter(this);
        Network = new SimulatedNetwork(Router);
        Lives = new LiveNodeLives(this);
        _player = new FaultPlayer(this, options.Observer);
    }

    /// <inheritdoc/>
    public ActorSystem System { get; private set; } = null!;

    /// <inheritdoc/>
    public SimulatedNetwork Network { get; }

    /// <inheritdoc/>
    public TimeSpan Elapsed => TimeSpan.FromTicks(Now);

    /// <inheritdoc/>
    /// <value>First those of this process, then the remote ones.</value>
    public IReadOnlyList<string> Nodes => [.. Table.All.Concat(RemoteNodes.All).Select(node => node.Name)];

    /// <summary>What has happened so far: duplicates, drops by reason, dead letters, crashes, restarts, and what dead
    /// nodes sent. A copy; the other counters stay 0.</summary>
    public SimulationCounters Counters
    {
        get
        {
            lock (_counting)
            {
                return _counters.Copy();
            }
        }
    }

    /// <summary>Messages and actions that wait for their time.</summary>
    public int Waiting => Delays.Count;

    internal LiveOptions Options { get; }

    /// <summary>Who hears of messages; null: nobody does.</summary>
    internal ISimulationObserver? Hearer => Options.Observer is { HearsMessages: true } observer ? observer : null;

    internal NodeTable<LiveNode> Table { get; } = new();

    internal LiveRouter Router { get; }

    internal LiveNodeLives Lives { get; }

    internal DelayQueue Delays { get; }

    /// <summary>Actors that are paused by themselves.</summary>
    internal ConcurrentDictionary<LiveCell, byte> Paused { get; } = [];

    /// <summary>The application's own scheduler, whose clock counts.</summary>
    internal IScheduler Clock { get; private set; } = null!;

    /// <summary>Time since the start, in ticks of 100 ns.</summary>
    internal long Now => (Clock.HighResMonotonicClock - _start).Ticks;

    /// <summary>The actor that a test's thread stands for without being in its turn; null: there is none.</summary>
    internal ActorCell? TestActor { get; set; }

    /// <summary>The actor that runs on this thread.</summary>
    internal ActorCell? Running =>
        InternalCurrentActorCellKeeper.Current is { } running && running != TestActor ? running : null;

    /// <summary>The node of the actor that runs on this thread.</summary>
    internal LiveNode? ActingNode => Running is { } running ? NodeOf(running) : null;

    /// <summary>Starts a live actor system with frictions and without nodes.</summary>
    /// <param name="options">Default: all defaults.</param>
    /// <exception cref="ArgumentException">The configuration has a part that frictions cannot act on.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static LiveFrictions Create(LiveOptions? options = null)
    {
        options ??= new LiveOptions();
        if (options.Setup.Get<BootstrapSetup>().HasValue)
        {
            throw new ArgumentException(
                "Setup has a BootstrapSetup; live frictions bring their own. Put its configuration into Hocon.",
                nameof(options));
        }

        LiveFrictionsSetup setup = Prepare(options);
        try
        {
            BootstrapSetup bootstrap = BootstrapSetup.Create().WithConfig(
                ConfigurationFactory.ParseString(setup.Hocon).WithFallback(
                    ConfigurationFactory.ParseString(options.Hocon)));
            LiveFrictions frictions = setup.Attach(
                ActorSystem.Create(options.SystemName, options.Setup.WithSetup(bootstrap)));
            frictions._ownsSystem = true;
            return frictions;
        }
        catch
        {
            setup.Forget();
            throw;
        }
    }

    /// <summary>Prepares frictions for an actor system that somebody else creates, such as a host of
    /// Akka.Hosting.</summary>
    /// <param name="options">With the whole configuration of the application as <see cref="LiveOptions.Hocon"/>.
    /// Its <see cref="LiveOptions.SystemName"/> and <see cref="LiveOptions.Setup"/> are ignored.</param>
    /// <returns>The settings for that system, and the way to its frictions.</returns>
    /// <exception cref="ArgumentException">The configuration has a part that frictions cannot act on.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static LiveFrictionsSetup Prepare(LiveOptions options)
    {
        Require.NotNegative(options.DetectionTime, nameof(options.DetectionTime));
        return new LiveFrictionsSetup(options);
    }

    /// <inheritdoc/>
    public void At(TimeSpan delay, Action act)
    {
        Require.NotNegative(delay, nameof(delay));
        Delays.Act(delay.Ticks, act);
    }

    /// <inheritdoc/>
    public IActorRef? FindActor(string path)
    {
        string[] names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        IInternalActorRef? found = names is ["user", _, ..]
            ? ((ExtendedActorSystem)System).Guardian.GetChild(names[1..]) as IInternalActorRef
            : null;
        return found is ActorRefWithCell { Underlying: ActorCell cell } && StateOf(cell) is not null ? found : null;
    }

    /// <summary>Ends all pauses, and stops the system where <see cref="Create"/> made it. <c>PostStop</c>
    /// runs.</summary>
    public async ValueTask DisposeAsync()
    {
        Lives.Free();
        if (_ownsSystem)
        {
            await System.Terminate().ConfigureAwait(false);
        }
    }

    /// <summary>The scheduler of the system is there; time counts from now.</summary>
    internal void StartClock(IScheduler clock) => (Clock, _start) = (clock, clock.HighResMonotonicClock);

    /// <summary>The system is there.</summary>
    internal void Attach(ActorSystem system)
    {
        System = system;
        system.EventStream.Subscribe(
            new EventSink(system, letter => Note((DeadLetter)letter)), typeof(DeadLetter));
        system.RegisterOnTermination(Delays.Dispose);
    }

    /// <summary>A test actor <c>/system/NAME</c> is about to be made.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="node">Whose links its messages take; null: none. Faults of the node spare it, and while the node is
    /// down nothing reaches or leaves it.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    internal void AddProbe(string name, string? node) =>
        Table.AddProbe(name, node is null ? null : Table.Find(node));

    internal void Tally(Action<SimulationCounters> add)
    {
        lock (_counting)
        {
            add(_counters);
        }
    }

    internal void Drop(IActorRef to, in Envelope envelope, DropReason reason)
    {
        Tally(counters => counters.Drop(reason));
        Options.Observer?.Lost(Elapsed, to, envelope.Message, reason);
    }

    /// <summary>An action of the application or a delivery failed on the thread of the delays.</summary>
    internal void Report(Exception failure) => System.EventStream.Publish(
        new Error(failure, nameof(LiveFrictions), typeof(LiveFrictions), failure.Message));

    private void Note(DeadLetter letter)
    {
        if (NodeOf(letter.Recipient) is { IsDown: true })
        {
            // A selection finds nobody on a node that is down.
            Drop(letter.Recipient, new Envelope(letter.Message, letter.Sender), DropReason.NodeDown);
        }
        else if (letter.Message is not IDeadLetterSuppression)
        {
            Tally(counters => counters.DeadLetters++);
            Options.Observer?.Undelivered(Elapsed, letter.Recipient, letter.Message, letter.Sender);
        }
    }

    private LiveCell CellOf(IActorRef actor) =>
        actor is ActorRefWithCell { Underlying: ActorCell cell } && cell.System == System && StateOf(cell) is { } state
            ? state
            : throw new ArgumentException(
                $"actor {actor.Path} has stopped, or is none of this system. Pass a running actor.", nameof(actor));
}
