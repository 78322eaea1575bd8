using Akka.Actor;
using Delight.Actors.Learners;
using Delight.Actors.Rollouts;
using Delight.Learning.Parameters;
using Delight.Actors.Testing.Clusters;

namespace Delight.Actors.Testing.Invariants;

/// <summary>A head that no node can reach trains on what it has, and then waits.</summary>
/// <remarks>No rows reach its learner while every link to the head is cut. What had arrived before has
/// <see cref="Grace"/>, and that of a paused head has it when the pause ends. Always: trained rows are at most those
/// that came over a connection, in this life of the learner.</remarks>
/// <param name="cluster">Whose links are asked.</param>
internal sealed class CutOffHeadWaits(SimulatedCluster cluster) : Invariant
{
    /// <summary>Its name.</summary>
    public const string NameOfIt = "cut-off-head-waits";

    /// <summary>Time for what had arrived at the head before the cut.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private TimeSpan? _cutOffSince;
    private long _arrived;
    private long _trained;

    /// <inheritdoc/>
    public override string Name => NameOfIt;

    private bool IsCutOff => cluster.NodeNames.All(
        node => cluster.Simulation.Network.Link(node, SimulatedCluster.HeadName).IsCut);

    /// <inheritdoc/>
    public override void Started(PolicyVersion version) => (_arrived, _trained) = (0, 0);

    /// <inheritdoc/>
    public override void Admitted(TrajectoriesReady trajectories, long firstRow) => _arrived += trajectories.Rows;

    /// <inheritdoc/>
    public override void Delivered(IActorRef sender, IActorRef receiver, object message) => Require(
        message is not TrajectoriesReady || sender.Path.Address.Host is null || _cutOffSince is not { } since
            || cluster.Simulation.Elapsed <= since + Grace,
        () => $"rows of request {((TrajectoriesReady)message).Request} reached {receiver.Path}, and every link to the "
            + $"head is cut since {_cutOffSince}.");

    /// <inheritdoc/>
    public override void AfterEvent(ExploredState state)
    {
        if (!IsCutOff || cluster.Simulation.IsPaused(SimulatedCluster.HeadName))
        {
            _cutOffSince = null;
        }
        else
        {
            _cutOffSince ??= cluster.Simulation.Elapsed;
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
}
