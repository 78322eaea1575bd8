using Akka.Actor;
using Delight.Actors.Learners;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing.Clusters;
using Delight.Learning.Parameters;
using Delight.Simulation;

namespace Delight.Actors.Testing.Invariants;

/// <summary>Within <see cref="Patience"/> after the last fault the head counts every node, each node has brought rows,
/// and updates have followed.</summary>
public sealed class ClusterHeals : Invariant
{
    /// <summary>Time to heal in: a failure detector (6 s), a resolver (10 s), a node that looks for its head, and
    /// back-offs of 30 s of what crashed often.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const int UpdatesDue = 5;

    private readonly HashSet<string> _hosts = new(StringComparer.Ordinal);
    private ExploredState? _state;
    private TimeSpan? _due;
    private PolicyVersion? _version;
    private int _updates;

    /// <inheritdoc/>
    public override string Name => "cluster-heals";

    /// <summary>True once all of it has come.</summary>
    internal bool IsHealed => _due is not null && !Missing().Any();

    /// <inheritdoc/>
    public override void Begin(ExploredState state) => _state = state;

    /// <summary>The last fault is over: what comes from now on counts.</summary>
    internal void FaultsEnded()
    {
        _due = _state!.Elapsed + Patience;
        _updates = 0;
        _hosts.Clear();
    }

    /// <inheritdoc/>
    public override void Trained(PolicyVersion version, in TrajectoryRows rows)
    {
        _updates += version == _version ? 0 : 1;
        _version = version;
    }

    /// <inheritdoc/>
    public override void Delivered(IActorRef sender, IActorRef receiver, object message)
    {
        if (message is TrajectoriesReady && sender.Path.Address.Host is { } host)
        {
            _hosts.Add(host);
        }
    }

    /// <inheritdoc/>
    public override void AfterEvent(ExploredState state)
    {
        if (state.Elapsed >= _due && Missing().ToArray() is { Length: > 0 } missing)
        {
            Violate($"{DurationWords.Of(Patience)} after the last fault {string.Join("; ", missing)}.");
        }
    }

    private IEnumerable<string> Missing()
    {
        SimulatedCluster cluster = _state!.Cluster!;
        if (cluster.Census.Nodes != cluster.NodeNames.Count)
        {
            yield return $"the head counts {cluster.Census.Nodes} nodes of {cluster.NodeNames.Count}";
        }

        foreach (string node in cluster.NodeNames.Where(node => !_hosts.Contains(node)))
        {
            yield return $"{node} has brought no row";
        }

        if (_updates < UpdatesDue)
        {
            yield return $"{_updates} updates followed, and {UpdatesDue} are due";
        }
    }
}
