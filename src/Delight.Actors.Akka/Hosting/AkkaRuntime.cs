using System.Collections.Concurrent;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Actor.Setup;
using Delight.Actors.Akka.Cluster;
using Delight.Actors.Akka.Configuration;
using Delight.Actors.Faults;
using Delight.Actors.Live;
using Delight.Actors.Port;
using Delight.Actors.Recording;
using Delight.Determinism;

namespace Delight.Actors.Akka.Hosting;

/// <summary>Runs actors live on Akka.NET, in this process.</summary>
/// <remarks>
/// <para>Each actor is hosted by one Akka actor: supervision, death watch, stash, timers and dispatchers are Akka's. No
/// thread is ever blocked by a message or a delay.</para>
/// <para>Draws are the same as in a simulated run of the same seed, the order of messages of different senders is
/// not.</para>
/// <para>Thread-safe. Not to be used from inside an actor.</para>
/// </remarks>
public sealed partial class AkkaRuntime : IAsyncDisposable, ILiveSystem
{
    internal const string DispatcherId = "delight.dispatcher";
    internal const string MailboxId = "delight.mailbox";

    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LiveNetwork _network;
    private readonly ConcurrentDictionary<string, LiveNode> _nodes = new(StringComparer.Ordinal);
    private readonly DelayQueue _links;
    private readonly DelayQueue _timers;
    private readonly long _startedAt;
    private readonly ActorSystem _system;
    private readonly IActorRef _root;
    private ActorFailedException? _failure;
    private int _living;

    /// <summary>An empty system; its time begins now.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting of the network is out of its range.</exception>
    /// <exception cref="IOException">Akka could not start: its address is taken, or its configuration is
    /// wrong.</exception>
    public AkkaRuntime(AkkaOptions options)
    {
        Options = options;
        Watching = options.Observer?.Activity;

        // Akka's scheduler looks at the time every tick; a link needs it finer.
        _links = new DelayQueue(options.Time, () => Elapsed, Activity);
        _network = new LiveNetwork(
            options.Network, options.Seed, _links, Counters, static (sender, receiver, message) =>
                ((HostedRef)receiver).Deliver(new Delivery(message, (HostedRef)receiver, sender)));
        Faults = new LiveFaults(this, _network);
        ActorSystemSetup setup = ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(HoconLayers.Compose(options.Command, options.Hocon)),
            new RuntimeSetup(this));
        _system = Create(setup);
        _startedAt = options.Time.GetTimestamp(); // Akka's own start, up to a second, is not the run's
        _timers = new DelayQueue(new SchedulerTime(_system.Scheduler), () => Elapsed, Activity);
        Props listener = Props.CreateBy(new Producer<SystemListener>(() => new SystemListener(this)));
        _system.ActorOf(listener.WithDispatcher(DispatcherId), "delight-listener");
        Props root = Props.CreateBy(new Producer<RootActor>(() => new RootActor(this)));
        _root = _system.ActorOf(root.WithDispatcher(DispatcherId), "delight");
        if (_system.Settings.HasCluster)
        {
            Props members = Props.CreateBy(new Producer<MemberListener>(() => new MemberListener(this)));
            _system.ActorOf(members.WithDispatcher(DispatcherId), "delight-members");
        }
    }

    /// <summary>What was counted so far.</summary>
    public RuntimeCounters Counters { get; } = new();

    /// <summary>What can be made to go wrong with actors, nodes and links of this process.</summary>
    /// <remarks>Thread-safe. An actor that is at a message finishes it. So a pause or a crash begins after it, and what
    /// it sends after the crash of its node is lost. A slow actor rests after each message, for the time that it took
    /// times the factor less one.</remarks>
    public IFaultControl Faults { get; }

    /// <summary>Time of the run's clock.</summary>
    public TimeSpan Elapsed => Options.StartsAt + Options.Time.GetElapsedTime(_startedAt);

    /// <summary>True while a top-level actor lives.</summary>
    public bool IsAlive => Volatile.Read(ref _living) > 0;

    /// <summary>Completes when the last top-level actor has stopped; faults with an <see cref="ActorFailedException"/>
    /// where a failure was escalated past the topmost actor.</summary>
    public Task Completion => _completion.Task;

    /// <summary>What the system was set up with.</summary>
    public AkkaOptions Options { get; }

    /// <summary>What is under way.</summary>
    internal Activity Activity { get; } = new();

    /// <summary>Hears of messages and work; null: nobody.</summary>
    internal IActivityObserver? Watching { get; }

    /// <summary>Akka's side.</summary>
    internal ActorSystem System => _system;

    /// <summary>Which Akka actor hosts whom.</summary>
    internal HostedDirectory Directory { get; } = new();

    /// <summary>The failure that ends the run; null while there is none.</summary>
    internal ActorFailedException? Failure => Volatile.Read(ref _failure);

    /// <summary>Starts a top-level actor; it begins on another thread.</summary>
    /// <param name="name">Unique among the top-level actors; letters, digits, '-', '_' and '.'.</param>
    /// <param name="spec">How to make it; where no node is named it lives on the node <c>root</c>.</param>
    /// <exception cref="ArgumentException">The name is taken or has other characters.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting of the mailbox or of supervision is out of its
    /// range.</exception>
    /// <exception cref="InvalidOperationException">The system is being stopped.</exception>
    public ActorRef Spawn(string name, ActorSpec spec)
    {
        ActorName.Require(name, isTaken: false, "the system");
        HostedRef actor = new(this, parent: null, name, spec);
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _root.Tell(new SpawnTop(actor, name, done));
        done.Task.GetAwaiter().GetResult();
        return actor;
    }

    /// <summary>Sends from outside of the system; the receiver sees itself as the sender.</summary>
    public void Send(ActorRef receiver, object message) => Send(sender: null, receiver, message);

    /// <summary>Waits until nothing is left to happen, until every top-level actor has stopped, or until
    /// cancelled.</summary>
    /// <param name="cancellation">Stops every actor after the message that it is at; then the call ends.</param>
    /// <exception cref="ActorFailedException">A failure was escalated past the topmost actor; every actor has
    /// stopped.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; every actor has stopped.</exception>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        CancellationTokenRegistration registration = cancellation.UnsafeRegister(
            static runtime => ((AkkaRuntime)runtime!).StopActors(), this);
        await using (registration.ConfigureAwait(false))
        {
            Task quiet = Options.IsOpen ? _system.WhenTerminated : WhenQuietAsync();
            await (await Task.WhenAny(Completion, quiet).ConfigureAwait(false)).ConfigureAwait(false);
        }

        if (Failure is not null || cancellation.IsCancellationRequested)
        {
            StopActors();
            await (await Task.WhenAny(Completion, _system.WhenTerminated).ConfigureAwait(false)).ConfigureAwait(false);
        }

        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Stops every actor after the message that it is at, children first, and ends the actor system.</summary>
    public async ValueTask DisposeAsync()
    {
        StopActors();
        await Task.WhenAny(Completion, _system.WhenTerminated).ConfigureAwait(false);
        _links.Dispose();
        _timers.Dispose();
        await _system.Terminate().ConfigureAwait(false);
    }

    /// <summary>Completes when nothing is left to happen: no message on its way or waiting, no timer pending.</summary>
    internal Task WhenQuietAsync() => Activity.WhenQuietAsync();

    /// <summary>The address of an actor in another process.</summary>
    /// <param name="path">With address, for example
    /// <c>akka.tcp://delight@127.0.0.1:4053/user/delight/nodes</c>.</param>
    internal ActorRef Remote(string path) =>
        Directory.Remote(((ExtendedActorSystem)_system).Provider.ResolveActorRef(path));

    /// <summary>The path of an actor of this process, as other processes write it; none of another life of this process
    /// has the same one.</summary>
    internal string PathOf(ActorRef actor) => ((AkkaRef)actor).Target.Path.ToSerializationFormatWithAddress(
        ((ExtendedActorSystem)_system).Provider.DefaultAddress);

    void ILiveSystem.SendOfSystem(ActorRef sender, ActorRef receiver, object message) =>
        SendOfSystem(sender, receiver, message);

    LiveNode ILiveSystem.Node(string name) => Node(name);

    IDisposable ILiveSystem.HappenAt(TimeSpan due, Action happen) => HappenAt(due, happen);

    TimeSpan ILiveSystem.DetectionTime => DetectionTime;

    /// <summary>As <see cref="Network.NetworkOptions.DetectionTime"/>.</summary>
    internal TimeSpan DetectionTime => Options.Network.DetectionTime;

    /// <summary>The node of a name; the same one for ever.</summary>
    internal LiveNode Node(string name) => _nodes.GetOrAdd(name, static name => new LiveNode(name));

    /// <summary>Lets something happen at its time, true to a millisecond; disposing the result takes it
    /// back.</summary>
    internal IDisposable HappenAt(TimeSpan due, Action happen) => _links.Add(new Delayed(due, happen));

    /// <summary>Lets something happen later, by Akka's scheduler; disposing the result takes it back.</summary>
    internal IDisposable HappenAfter(TimeSpan delay, Action happen) =>
        _timers.Add(new Delayed(Elapsed + delay, happen));

    internal RandomStream Random(string name, long index) => RandomStream.Derive(Options.Seed, name, index);

    internal void Report(HostedRef actor, string kind, string detail) => Report(kind, actor.ToString(), detail);

    /// <summary>Ends the run: every actor stops, then <see cref="Completion"/> faults.</summary>
    internal void Fail(HostedRef actor, Exception failure)
    {
        Interlocked.CompareExchange(ref _failure, new ActorFailedException(actor, failure), null);
        StopActors();
    }

    internal void SetLiving(int actors) => Volatile.Write(ref _living, actors);

    /// <summary>No top-level actor is left.</summary>
    internal void Complete()
    {
        if (Failure is { } failure)
        {
            _completion.TrySetException(failure);
        }
        else
        {
            _completion.TrySetResult();
        }
    }

    internal void Report(string kind, string source, string detail) =>
        Options.Observer?.Happened(new RunEvent(Elapsed, kind, source, detail));

    private static ActorSystem Create(ActorSystemSetup setup)
    {
        try
        {
            return ActorSystem.Create("delight", setup);
        }
        catch (Exception error) when (error is AkkaException or AggregateException or SocketException)
        {
            string reason = error.GetBaseException().Message.ReplaceLineEndings(" ");
            throw new IOException(
                $"Akka.NET cannot start: {reason} Look at --listen or --host, and at --hocon.", error);
        }
    }

    private void StopActors() => _root.Tell(StopAll.Now, ActorRefs.NoSender);

    private sealed class Producer<TActor>(Func<TActor> create) : IIndirectActorProducer
        where TActor : ActorBase
    {
        public Type ActorType => typeof(TActor);

        public ActorBase Produce() => create();

        public void Release(ActorBase ended)
        {
            // They have nothing to release.
        }
    }
}
