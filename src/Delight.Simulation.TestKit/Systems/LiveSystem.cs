using Akka.Actor;
using Akka.Actor.Internal;
using Akka.TestKit;
using Delight.Simulation.Exploration;
using Delight.Simulation.Faults;
using Delight.Simulation.Live;
using Delight.Simulation.TestKit.Reporting;

namespace Delight.Simulation.TestKit.Systems;

/// <summary>A live system under test: time is real, actors run side by side, and the seed decides links and faults
/// alone.</summary>
internal sealed class LiveSystem : ITestedSystem
{
    /// <summary>The calling-thread dispatcher of Akka's kit would take test actors past the network.</summary>
    private const string Hocon = """
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.actor.telemetry.enabled = on
        akka.test.test-actor.dispatcher.type = Dispatcher

        """;

    private readonly LiveFrictions _frictions;
    private readonly Trial _trial;
    private readonly SynchronizationContext? _before = SynchronizationContext.Current;
    private int _probes;
    private bool _isDisposed;

    private LiveSystem(Trial trial, SimulationOptions options)
    {
        (_trial, Seed) = (trial, trial.Seed);
        History = new RunHistory(options.Observer, Clock);
        _frictions = LiveFrictions.Create(new LiveOptions
        {
            Seed = Seed, Hocon = Hocon + options.Hocon, SystemName = options.SystemName,
            DetectionTime = options.DetectionTime, Observer = History,
        });
        Assertions = new SimulationAssertions(this, options.Replay!);
        History.Listen(Actors, () => Now);
        Actors.RegisterExtension(new TestedSystemId(this));
    }

    /// <inheritdoc/>
    public ulong Seed { get; }

    /// <inheritdoc/>
    public ActorSystem Actors => _frictions.System;

    /// <inheritdoc/>
    public IFrictions Frictions => _frictions;

    /// <inheritdoc/>
    public Simulation Simulation => throw NotLive("Simulation", "the members of the kit");

    /// <inheritdoc/>
    public string Clock => "real time";

    /// <inheritdoc/>
    public ITestKitAssertions Assertions { get; }

    /// <inheritdoc/>
    public RunHistory History { get; }

    /// <inheritdoc/>
    public SynchronizationContext? Thread => null;

    /// <inheritdoc/>
    public TimeSpan Now => _frictions.Elapsed;

    /// <summary>Starts a live system.</summary>
    public static LiveSystem Create(Trial trial, SimulationOptions options) => new(trial, options);

    /// <inheritdoc/>
    public void RunUntilIdle() => throw NotLive("RunUntilIdle", "RunFor, or expect a message");

    /// <inheritdoc/>
    public void Play(IReadOnlyList<Fault> plan, TimeSpan horizon) => _trial.Play(_frictions, plan, horizon);

    /// <inheritdoc/>
    public bool WaitUntil(Func<bool> condition, TimeSpan limit)
    {
        // A spin longer than 24 days counts as one without end.
        int milliseconds = limit < TimeSpan.Zero || limit.TotalMilliseconds > int.MaxValue
            ? Timeout.Infinite : (int)limit.TotalMilliseconds;
        return SpinWait.SpinUntil(condition, milliseconds);
    }

    /// <inheritdoc/>
    public void Pass(TimeSpan duration)
    {
        using ManualResetEventSlim isOver = new();
        _frictions.At(duration, isOver.Set);
        isOver.Wait();
    }

    /// <inheritdoc/>
    public bool TryComplete(Task task, TimeSpan limit)
    {
        bool isComplete = WaitUntil(() => task.IsCompleted, limit);
        if (isComplete)
        {
            task.GetAwaiter().GetResult();
        }

        return isComplete;
    }

    /// <inheritdoc/>
    public string NameProbe() => FormattableString.Invariant($"probe-{++_probes}");

    /// <inheritdoc/>
    public void Start(string name, string? node, Action start)
    {
        _frictions.AddProbe(name, node);
        start();
    }

    /// <inheritdoc/>
    public void Guard(TestKitBase kit)
    {
        // Waits by the wall clock are right here.
    }

    /// <inheritdoc/>
    public void ActFor(IActorRef testActor)
    {
        _frictions.TestActor = (ActorCell)((ActorRefWithCell)testActor).Underlying;
        InternalCurrentActorCellKeeper.Current = _frictions.TestActor;
        SynchronizationContext.SetSynchronizationContext(_before);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            InternalCurrentActorCellKeeper.Current = null;
            _frictions.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static NotSupportedException NotLive(string member, string remedy) => new(
        $"{member} is not there on a live system ({TestedSystems.LiveVariable}=1). Use {remedy}, or run this test in "
        + "virtual time only.");
}
