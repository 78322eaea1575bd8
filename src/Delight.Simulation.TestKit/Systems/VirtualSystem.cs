using Akka.Actor;
using Akka.Actor.Internal;
using Akka.TestKit;
using Delight.Simulation.Entropy;
using Delight.Simulation.Exploration;
using Delight.Simulation.Faults;
using Delight.Simulation.TestKit.Reporting;

namespace Delight.Simulation.TestKit.Systems;

/// <summary>A simulation under test. The thread that makes it is the simulation's and the test's.</summary>
internal sealed class VirtualSystem : ITestedSystem
{
    /// <summary>Restarts are told. The calling-thread dispatcher of Akka's kit would run test actors inside of other
    /// actors' turns. The guard hears of waits.</summary>
    private const string Hocon = """
        akka.actor.telemetry.enabled = on
        akka.test.test-actor.dispatcher.type = Dispatcher
        akka.test.testkit.debug = on

        """;

    private readonly EntropyScope _scope;
    private readonly TestThread _thread = new();
    private readonly int _home = Environment.CurrentManagedThreadId;
    private readonly Trial _trial;
    private int _probes;
    private bool _isDisposed;

    private VirtualSystem(Trial trial, SimulationOptions options)
    {
        (_trial, Seed) = (trial, trial.Seed);
        History = new RunHistory(options.Observer, Clock);
        Simulation = Simulation.Create(Seed, options with { Hocon = Hocon + options.Hocon, Observer = History });
        _scope = Simulation.EnterEntropy();
        Assertions = new SimulationAssertions(this, options.Replay!);
        History.Listen(Actors, () => Simulation.Elapsed);
        Actors.RegisterExtension(new TestedSystemId(this));
    }

    /// <inheritdoc/>
    public ulong Seed { get; }

    /// <inheritdoc/>
    public ActorSystem Actors => Simulation.System;

    /// <inheritdoc/>
    public Simulation Simulation { get; }

    /// <inheritdoc/>
    public IFrictions Frictions => Simulation;

    /// <inheritdoc/>
    public string Clock => "virtual time";

    /// <inheritdoc/>
    public ITestKitAssertions Assertions { get; }

    /// <inheritdoc/>
    public RunHistory History { get; }

    /// <inheritdoc/>
    public TimeSpan Now => Simulation.Elapsed;

    /// <inheritdoc/>
    public SynchronizationContext? Thread => _thread;

    /// <summary>Starts a simulation.</summary>
    public static VirtualSystem Create(Trial trial, SimulationOptions options) => new(trial, options);

    /// <inheritdoc/>
    public bool WaitUntil(Func<bool> condition, TimeSpan limit) =>
        Simulation.RunUntil(condition, limit > TimeSpan.MaxValue / 4 ? Timeout.InfiniteTimeSpan : limit);

    /// <inheritdoc/>
    public void RunUntilIdle() => Simulation.RunUntilIdle();

    /// <inheritdoc/>
    public void Play(IReadOnlyList<Fault> plan, TimeSpan horizon) => _trial.Play(Simulation, plan, horizon);

    /// <inheritdoc/>
    public void Pass(TimeSpan duration) => Simulation.RunFor(duration);

    /// <inheritdoc/>
    public bool TryComplete(Task task, TimeSpan limit)
    {
        bool isComplete = task.IsCompleted || WaitUntil(
            () =>
            {
                _thread.RunPosted();
                return task.IsCompleted || _thread.WasForeign;
            },
            limit);
        if (_thread.WasForeign)
        {
            throw new InvalidOperationException(
                "an await of the test continued from a thread that is not the simulation's. Wait with "
                + "Task.Delay(delay, Simulation.TimeProvider) or members of the kit, and use no Task.Run.");
        }

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
        Simulation.AddProbe(name, node);
        Simulation.RunAtOnce(start);
    }

    /// <inheritdoc/>
    public void Guard(TestKitBase kit) => WallClockGuard.Install(kit);

    /// <inheritdoc/>
    public void ActFor(IActorRef testActor)
    {
        _thread.Actor = (ActorCell)((ActorRefWithCell)testActor).Underlying;
        InternalCurrentActorCellKeeper.Current = _thread.Actor;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        try
        {
            Simulation.Dispose();
        }
        finally
        {
            // What it set belongs to its thread alone.
            if (Environment.CurrentManagedThreadId == _home)
            {
                _scope.Dispose();
            }
        }
    }
}
