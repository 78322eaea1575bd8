using Akka.Actor;
using Delight.Actors.Learners;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing.Clusters;
using Delight.Learning.Parameters;
using Delight.Simulation;

namespace Delight.Actors.Testing.Invariants;

/// <summary>A head that no node can reach trains on what it has, and then waits.</summary>
/// <remarks>No rows reach its learner while every link to the head is cut. What had arrived before has
/// <see cref="Grace"/>, and that of a paused head has it when the pause ends. Always: trained rows are at most those
/// that came over a connection, in this life of the learner.</remarks>
public sealed class CutOffHeadWaits : Invariant
{
    /// <summary>Time for what had arrived at the head before the cut.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private ExploredState? _state;
    private TimeSpan? _cutOffSince;
    private long _arrived;
    private long _trained;

    /// <inheritdoc/>
    public override string Name => "cut-off-head-waits";

    /// <inheritdoc/>
    public override void Begin(ExploredState state) => _state = state;

    /// <inheritdoc/>
    public override void Started(PolicyVersion version) => (_arrived, _trained) = (0, 0);

    /// <inheritdoc/>
    public override void Admitted(TrajectoriesReady trajectories, long firstRow) => _arrived += trajectories.Rows;

    /// <inheritdoc/>
    public override void Delivered(IActorRef sender, IActorRef receiver, object message)
    {
        if (message is TrajectoriesReady rows && sender.Path.Address.Host is not null && _cutOffSince is { } since)
        {
            Require(
                _state!.Elapsed <= since + Grace,
                () => $"rows of request {rows.Request} reached {receiver.Path}, and every link to the head is cut "
                    + $"since {DurationWords.Of(since)} after the start.");
        }
    }

    /// <inheritdoc/>
    public override void Trained(PolicyVersion version, in TrajectoryRows rows)
    {
        _trained += rows.Rows;
        Require(
            _trained <= _arrived,
            () => $"version {version} makes {_trained} trained rows of this life, and {_arrived} arrived.");
    }

    /// <inheritdoc/>
    public override void AfterEvent(ExploredState state)
    {
        SimulatedCluster cluster = state.Cluster!;
        bool waits = !cluster.Simulation.IsPaused(SimulatedCluster.HeadName) && cluster.NodeNames.All(
            node => cluster.Simulation.Network.Link(node, SimulatedCluster.HeadName).IsCut);
        _cutOffSince = waits ? _cutOffSince ?? state.Elapsed : null;
    }
}
