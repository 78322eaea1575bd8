using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Actors.Testing.Exploration;
using Delight.Actors.Testing.Invariants;
using Delight.Actors.Testing.Training;
using Delight.Simulation.Faults;
using Delight.Simulation.Observing;

namespace Delight.Actors.Testing.Clusters;

/// <summary>One cluster in virtual time in which much goes wrong, while invariants are checked. It stops at the first
/// violation.</summary>
/// <remarks>
/// <para>A safety phase first: faults that the seed draws. Then all faults are over, and the cluster must heal within
/// <see cref="Patience"/>: the head counts every node, each node brings rows, and updates follow.</para>
/// <para>The learner never ends by itself.</para>
/// </remarks>
public sealed class ExploredCluster : IDisposable
{
    /// <summary>Time to heal in: a failure detector (6 s), a resolver (10 s), a node that looks for its head, and
    /// back-offs of 30 s of what crashed often.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const int UpdatesToHeal = 5;
    private const string Heals = "cluster-heals";

    private readonly ExploredTotals _totals = new();
    private readonly NodeRows _rows = new();
    private readonly InvariantMonitor _monitor;
    private readonly SimulatedCluster _cluster;
    private readonly ExploredState _state;
    private readonly IReadOnlyList<Fault> _faults;
    private long _events = -1;

    private ExploredCluster(ClusterSetup setup)
    {
        List<Invariant> invariants = [.. Safety(), _rows];
        _monitor = new InvariantMonitor(invariants) { Begun = Count };
        _state = new ExploredState(Endless(setup.Plan()), new TrainingFrictions { Network = setup.Network });
        _monitor.Tell(invariant => invariant.Begin(_state));
        _cluster = SimulatedCluster.Start(
            setup with { Plan = () => Watched(setup.Plan()) }, new Observer(_monitor));
        invariants.Add(new CutOffHeadWaits(_cluster));
        _state.Sight = new ExploredSight.OfCluster(_cluster);
        _faults = ClusterFaults.Draw(setup.Seed, _cluster.NodeNames);
    }

    /// <summary>Names of the invariants that watch.</summary>
    public static IReadOnlyList<string> InvariantNames { get; } =
        [.. Safety().Select(invariant => invariant.Name), CutOffHeadWaits.NameOfIt, Heals];

    /// <summary>Runs both phases, or to the first violation.</summary>
    /// <param name="setup">Head and nodes.</param>
    /// <param name="cancellation">Interrupts between two events.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ExploredOutcome Run(ClusterSetup setup, CancellationToken cancellation)
    {
        using ExploredCluster run = new(setup);
        InvariantViolation? violation = run.ToEnd(cancellation);
        run._totals.Count(
            run._cluster.Plan.Totals, new RunCounters(), run._events, run._cluster.Simulation.Elapsed);
        return new ExploredOutcome(violation, run._cluster.Simulation.Digest, run._totals);
    }

    /// <inheritdoc/>
    public void Dispose() => _cluster.Dispose();

    private static Invariant[] Safety() =>
    [
        new NobodyFails(), new TrainedOnce(), new VersionsRise(isOneProcess: false), new CapacityKept(),
        new ParametersFinite(),
    ];

    private static TrainingPlan Endless(TrainingPlan plan) => plan with
    {
        Learner = plan.Learner with { Steps = int.MaxValue }, StallTimeout = TimeSpan.FromDays(1),
    };

    private TrainingPlan Watched(TrainingPlan plan) => Endless(plan) with
    {
        AdjustLearner = parts => _state.Watch(plan.AdjustLearner(parts), _monitor),
    };

    private InvariantViolation? ToEnd(CancellationToken cancellation)
    {
        _cluster.Simulation.Play(FaultSchedule.Draw(_cluster.Simulation.Seed, _faults, ClusterFaults.EndOf(_faults)));
        RunUntil(() => false, ClusterFaults.EndOf(_faults), cancellation);
        if (Broken() is { } unsafely)
        {
            return unsafely;
        }

        long updates = _rows.Updates;
        Dictionary<string, long> rows = _cluster.NodeNames.ToDictionary(node => node, _rows.Of, StringComparer.Ordinal);
        IEnumerable<string> Missing()
        {
            if (_cluster.Census.Nodes != _cluster.NodeNames.Count)
            {
                yield return $"the head counts {_cluster.Census.Nodes} nodes of {_cluster.NodeNames.Count}";
            }

            foreach (string node in _cluster.NodeNames.Where(node => _rows.Of(node) == rows[node]))
            {
                yield return $"{node} has brought no row";
            }

            if (_rows.Updates < updates + UpdatesToHeal)
            {
                yield return $"{_rows.Updates - updates} updates followed, and {UpdatesToHeal} are due";
            }
        }

        RunUntil(() => !Missing().Any(), Patience, cancellation);
        string[] missing = [.. Missing()];
        return Broken() ?? (missing.Length == 0 ? null : Violation(
            Heals, $"{Patience} after the last fault {string.Join("; ", missing)}."));
    }

    private void RunUntil(Func<bool> condition, TimeSpan limit, CancellationToken cancellation) =>
        _cluster.Simulation.RunUntil(
            () =>
            {
                cancellation.ThrowIfCancellationRequested();
                _events++;
                _monitor.AfterEvent(_state);
                return _monitor.Broken is not null || condition();
            },
            limit);

    private InvariantViolation? Broken() =>
        _monitor.Broken is { } broken ? Violation(broken.Name, broken.Violation!) : null;

    private InvariantViolation Violation(string invariant, string what) => new(
        invariant, what, _cluster.Simulation.Elapsed, _events, _monitor.Happening, _cluster.Simulation.Digest);

    private void Count(TimeSpan time, FaultOccurrence begun)
    {
        IEnumerable<string> names = begun.Targets.Select(target => target.Split('/')[^1]);
        string kind = TrainingWatch.EventOf(begun.Fault.Kind, isBegin: true);
        _totals.Happened(new RunEvent(time, kind, "faults", string.Join(", ", names)));
    }

    /// <summary>Lets the invariants hear of messages and failures.</summary>
    private sealed class Observer(InvariantMonitor monitor) : ITrainingObserver
    {
        public ISimulationObserver Activity => monitor;

        public void Happened(RunEvent happened)
        {
            // Members come and go by plan; what matters of it is in the census of the head.
        }

        public void Failed(RoleFailure failure) => monitor.Failed(failure);
    }
}
