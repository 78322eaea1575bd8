using Delight.Actors.Frictions;
using Delight.Actors.Recording;
using Delight.Learning.Parameters;

namespace Delight.Actors.Learners;

/// <summary>Counts the rows of one update by age, friction and difficulty, for the recorder.</summary>
/// <remarks>Not thread-safe: owned by the learner.</remarks>
internal sealed class ConsumptionCount
{
    private List<(long Staleness, int Rows)> _staleness = [];
    private readonly List<(string Pool, long Staleness, int Rows)> _pools = [];
    private FrictionCounts _frictions = new();
    private ConsumedRows _consumed = new();

    /// <summary>Adds rows of one request.</summary>
    /// <param name="waited">The rows.</param>
    /// <param name="now">The version before the update.</param>
    /// <param name="recovered">The step at which its term began.</param>
    public void Add(in TrajectoryQueue.Waiting waited, PolicyVersion now, long recovered)
    {
        TrajectoryRows rows = waited.Rows;
        long atStart = RowAge.Between(waited.Version, now, recovered);
        long atEnd = RowAge.Between(rows.Trajectories.VersionAtEnd, now, recovered);
        double overDecisions = atEnd + rows.Trajectories.VersionAtEnd.Step - rows.Trajectories.StepMean;
        RowAge age = new(atStart, atEnd, overDecisions, atStart - (now.Step - waited.ArrivedAt.Step));
        _staleness.Add((atStart, rows.Rows));
        _pools.Add((waited.Pool, atStart, rows.Rows));
        _frictions.Add(rows.Trajectories.Frictions.Span.Slice(rows.Start, rows.Rows));
        _consumed.Add(age, rows.Rewards);
    }

    /// <summary>Pools of the rows that were counted since the last report, with their staleness.</summary>
    public IReadOnlyList<(string Pool, long Staleness, int Rows)> Pools => _pools;

    /// <summary>Says what was counted and begins anew.</summary>
    /// <param name="version">The version that the update made.</param>
    public BatchTrained Report(PolicyVersion version)
    {
        BatchTrained report = new(version, _staleness, _frictions) { Consumed = _consumed };
        _pools.Clear();
        (_staleness, _frictions, _consumed) = ([], new FrictionCounts(), new ConsumedRows());
        return report;
    }
}
