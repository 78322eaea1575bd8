using Delight.Actors.Recording;
using Delight.Actors.Rollouts;
using Delight.Learning.Training;

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

    /// <summary>[Rows] keys of their groups.</summary>
    public ReadOnlySpan<long> GroupKeys => Trajectories.GroupKeys.Span.Slice(Start, Rows);

    /// <summary>Adds them to a batch.</summary>
    /// <param name="batch">Of the same task, with room for them.</param>
    public void AddTo(TrainingBatch batch)
    {
        TrajectoriesReady all = Trajectories;
        int contextBytes = all.Contexts.Length / all.Rows, decisions = all.Chosen.Length / all.Rows;
        for (int row = Start; row < Start + Rows; row++)
        {
            batch.Add(new TrajectoryRow
            {
                Context = all.Contexts.Span.Slice(row * contextBytes, contextBytes),
                Chosen = all.Chosen.Span.Slice(row * decisions, decisions),
                BehaviourLogProbs = all.BehaviourLogProbs.Span.Slice(row * decisions, decisions),
                Mask = all.Mask.Span.Slice(row * decisions, decisions),
                Reward = all.Rewards.Span[row],
                GroupKey = all.GroupKeys.Span[row],
            });
        }
    }

    /// <summary>What the recorder is told where they are dropped: a message for each difficulty that
    /// occurs.</summary>
    public IEnumerable<RowsDropped> Dropped(string reason, long staleness)
    {
        int[] counts = new int[3];
        foreach (float reward in Rewards)
        {
            counts[(int)ConsumedRows.DifficultyOf(reward)]++;
        }

        return Enum.GetValues<RowDifficulty>().Where(difficulty => counts[(int)difficulty] > 0)
            .Select(difficulty => new RowsDropped(counts[(int)difficulty], reason, staleness, difficulty));
    }
}
