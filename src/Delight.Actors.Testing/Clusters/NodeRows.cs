using Akka.Actor;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing.Invariants;
using Delight.Learning.Parameters;
using Delight.Actors.Learners;

namespace Delight.Actors.Testing.Clusters;

/// <summary>Counts what each node has brought to the learner, and the updates: what shows that a cluster has
/// recovered.</summary>
/// <remarks>It requires nothing while faults go on, and so is never violated.</remarks>
internal sealed class NodeRows : Invariant
{
    private readonly Dictionary<string, long> _rows = new(StringComparer.Ordinal);
    private PolicyVersion? _version;

    /// <inheritdoc/>
    public override string Name => "node-rows";

    /// <summary>Updates so far, undone ones too.</summary>
    public long Updates { get; private set; }

    /// <summary>Rows from a host so far.</summary>
    public long Of(string host) => _rows.GetValueOrDefault(host);

    /// <inheritdoc/>
    public override void Trained(PolicyVersion version, in TrajectoryRows rows)
    {
        Updates += version == _version ? 0 : 1;
        _version = version;
    }

    /// <inheritdoc/>
    public override void Delivered(IActorRef sender, IActorRef receiver, object message)
    {
        if (message is TrajectoriesReady trajectories && sender.Path.Address.Host is { } host)
        {
            _rows[host] = _rows.GetValueOrDefault(host) + trajectories.Rows;
        }
    }
}
