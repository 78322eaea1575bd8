using Delight.Actors.Rollouts;

namespace Delight.Actors.Learners;

/// <summary>Neighbouring rows of one request.</summary>
/// <param name="Trajectories">All rows of the request.</param>
/// <param name="Start">The first one of these among them.</param>
/// <param name="Rows">How many these are.</param>
public readonly record struct TrajectoryRows(TrajectoriesReady Trajectories, int Start, int Rows)
{
    /// <summary>All rows of a request.</summary>
    public TrajectoryRows(TrajectoriesReady trajectories)
        : this(trajectories, 0, trajectories.Rows)
    {
    }

    /// <summary>[Rows] rewards.</summary>
    public ReadOnlySpan<float> Rewards => Trajectories.Rewards.Span.Slice(Start, Rows);
}
