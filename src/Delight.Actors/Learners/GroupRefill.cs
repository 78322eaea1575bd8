namespace Delight.Actors.Learners;

/// <summary>Finds groups in the queue that are complete and teach nothing.</summary>
/// <param name="samplesPerContext">Rows of a complete group.</param>
/// <param name="tolerance">Rewards that differ by at most that are equal.</param>
/// <param name="rowsDroppedMax">Rows that may be dropped from one update to the next. Then groups are kept, so that a
/// policy which solves everything, or nothing, does not stop the training.</param>
/// <remarks>A group that lost a row, or of which a row is in an update already, is never complete and is kept. Not
/// thread-safe: owned by the learner.</remarks>
internal sealed class GroupRefill(int samplesPerContext, double tolerance, long rowsDroppedMax)
{
    /// <summary>Rows that may be dropped for one update, in batches.</summary>
    public const int BatchesDroppedMax = 10;

    private long _dropped;

    /// <summary>Looks at the groups of rows that have just arrived.</summary>
    /// <param name="queue">Has them.</param>
    /// <param name="arrived">All rows of a request.</param>
    /// <param name="dropped">Hears of what was taken out.</param>
    public void Examine(TrajectoryQueue queue, in TrajectoryRows arrived, Action<TrajectoryQueue.Waiting> dropped)
    {
        long? last = null;
        foreach (long key in arrived.GroupKeys)
        {
            if (key == last || _dropped >= rowsDroppedMax)
            {
                continue;
            }

            last = key;
            if (queue.GroupOf(key) is var (rows, lowest, highest)
                && rows == samplesPerContext && (double)highest - lowest <= tolerance)
            {
                queue.DropGroup(key, dropped);
                _dropped += rows;
            }
        }
    }

    /// <summary>An update was taken.</summary>
    public void Updated() => _dropped = 0;
}
