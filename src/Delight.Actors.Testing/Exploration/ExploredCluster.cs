using Delight.Actors.Testing.Clusters;
using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Actors.Testing.Invariants;
using Delight.Actors.Testing.Training;
using Delight.Simulation.Faults;

namespace Delight.Actors.Testing.Exploration;

/// <summary>One cluster in virtual time in which much goes wrong, while invariants are checked. It stops at the first
/// violation.</summary>
/// <remarks>
/// <para>A safety phase first: faults that the seed draws. Then all faults are over, and <see cref="ClusterHeals"/>
/// must hold.</para>
/// <para>The learner never ends by itself.</para>
/// </remarks>
public sealed class ExploredCluster : IDisposable
{
    private readonly ExploredTotals _totals = new();
    private readonly RunCounters _counters = new();
    private readonly List<RunTotals> _lives = [];
    private readonly InvariantMonitor _monitor;
    private readonly ClusterHeals _heals;
    private readonly SimulatedCluster _cluster;
    private readonly ExploredState _state;
    private readonly IReadOnlyList<Fault> _faults;
    private long _events;

    private ExploredCluster(ClusterSetup setup)
    {
        IReadOnlyList<Invariant> invariants = InvariantCatalogue.CreateForCluster();
        _monitor = new InvariantMonitor(invariants) { Begun = Count };
        _heals = invariants.OfType<ClusterHeals>().Single();
        _state = new ExploredState(Endless(setup.Plan()), new TrainingFrictions { Network = setup.Network });
        _monitor.Tell(invariant => invariant.Begin(_state));
        _cluster = SimulatedCluster.Start(
            setup with { Plan = () => Watched(setup.Plan()) }, new ExploredObserver(_monitor, Count));
        _state.Cluster = _cluster;
        _faults = ClusterFaults.Draw(setup.Seed, _cluster.NodeNames);
    }

    /// <summary>Runs both phases, or to the first violation.</summary>
    /// <param name="setup">Head and nodes.</param>
    /// <param name="cancellation">Interrupts between two events.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ExploredOutcome Run(ClusterSetup setup, CancellationToken cancellation)
    {
        using ExploredCluster run = new(setup);
        InvariantViolation? violation = run.ToEnd(cancellation);
        run._totals.Count(run._lives, run._counters, run._events, run._cluster.Simulation.Elapsed);
        return new ExploredOutcome(violation, run._cluster.Simulation.Digest, run._totals);
    }

    /// <inheritdoc/>
    public void Dispose() => _cluster.Dispose();

    private static TrainingPlan Endless(TrainingPlan plan) => plan with
    {
        Learner = plan.Learner with { Steps = int.MaxValue }, StallTimeout = TimeSpan.FromDays(1),
    };

    private TrainingPlan Watched(TrainingPlan plan)
    {
        _lives.Add(plan.Totals);
        return Endless(plan) with
        {
            AdjustLearner = parts => _state.Watch(plan.AdjustLearner(parts), _monitor),
        };
    }

    private InvariantViolation? ToEnd(CancellationToken cancellation)
    {
        TimeSpan end = ClusterFaults.EndOf(_faults);
        _cluster.Simulation.Play(FaultSchedule.Draw(_cluster.Simulation.Seed, _faults, end));
        RunUntil(() => false, end, cancellation);
        _heals.FaultsEnded();
        RunUntil(() => _heals.IsHealed, ClusterHeals.Patience, cancellation);
        return _monitor.Broken is { } broken
            ? new InvariantViolation(
                broken.Name, broken.Violation!, _cluster.Simulation.Elapsed, _events, _monitor.Happening,
                _cluster.Simulation.Digest)
            : null;
    }

    /// <summary>Stops at once where an invariant does not hold.</summary>
    private void RunUntil(Func<bool> condition, TimeSpan limit, CancellationToken cancellation) =>
        _cluster.Simulation.RunUntil(
            () =>
            {
                cancellation.ThrowIfCancellationRequested();
                _events = _cluster.Simulation.Counters.Events;
                _monitor.AfterEvent(_state);
                return _monitor.Broken is not null || condition();
            },
            limit);

    private void Count(TimeSpan time, FaultOccurrence begun)
    {
        IEnumerable<string> names = begun.Targets.Select(target => target.Split('/')[^1]);
        string kind = TrainingWatch.EventOf(begun.Fault.Kind, isBegin: true);
        _totals.Happened(new RunEvent(time, kind, "faults", string.Join(", ", names)));
    }

    private void Count(RunEvent happened)
    {
        switch (happened.Kind)
        {
            case "actor-restarted":
                _counters.CountRestart();
                break;
            case "message-dropped":
                _counters.CountDrop(happened.Detail.Split(": ")[^1]);
                break;
            default:
                break; // faults are counted as they begin, and members come and go by them
        }
    }
}
