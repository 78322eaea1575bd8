using Delight.Actors.Frictions;
using Delight.Actors.Rollouts;
using Delight.Learning.Parameters;
using Delight.Learning.Training;

namespace Delight.Actors.Learners;

/// <summary>Trajectories by the order of their requests, taken out row by row into batches of exactly the promised
/// size.</summary>
/// <remarks>
/// The oldest requests go first, so that the rows of one context come into the same batch while none of them is late;
/// and whoever answered first, the same rows give the same update, bit for bit. Bounded by admission control. Not
/// thread-safe: owned by the learner.
/// </remarks>
public sealed class TrajectoryQueue
{
    private readonly SortedDictionary<long, Waiting> _waiting = [];

    /// <summary>Rows that wait.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds the rows of one request, which is not waiting yet.</summary>
    public void Add(TrajectoriesReady trajectories)
    {
        _waiting.Add(trajectories.RequestIndex, new Waiting(trajectories, FirstRow: 0, trajectories.Rows));
        Rows += trajectories.Rows;
    }

    /// <summary>Takes out everything whose generation started before a version.</summary>
    /// <returns>The rows taken out.</returns>
    public int DropOlderThan(PolicyVersion oldest)
    {
        int dropped = 0;
        foreach ((long requestIndex, Waiting waiting) in _waiting.Where(entry => entry.Value.Version < oldest)
            .ToArray())
        {
            dropped += waiting.Rows;
            _waiting.Remove(requestIndex);
        }

        Rows -= dropped;
        return dropped;
    }

    /// <summary>Moves rows into a batch.</summary>
    /// <param name="batch">Cleared by the caller.</param>
    /// <param name="rows">How many; at most <see cref="Rows"/>.</param>
    /// <param name="taken">Hears of each run of rows of one request.</param>
    public void Take(TrainingBatch batch, int rows, Action<RowRun> taken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, Rows);
        Rows -= rows;
        while (rows > 0)
        {
            (long requestIndex, Waiting first) = _waiting.First();
            _waiting.Remove(requestIndex);
            Waiting part = first with { Rows = Math.Min(rows, first.Rows) };
            if (part.Rows < first.Rows)
            {
                _waiting.Add(requestIndex, first with { FirstRow = first.FirstRow
                    + part.Rows, Rows = first.Rows - part.Rows });
            }

            part.AddTo(batch);
            taken(part.Run);
            rows -= part.Rows;
        }
    }

    /// <summary>Rows of one request that go into one batch.</summary>
    /// <param name="VersionAtStart">The policy that chose the first action.</param>
    /// <param name="VersionAtEnd">The policy that chose the last action.</param>
    /// <param name="Frictions">[rows] what happened to them.</param>
    public readonly record struct RowRun(
        PolicyVersion VersionAtStart, PolicyVersion VersionAtEnd, ReadOnlyMemory<RowFriction> Frictions);

    private readonly record struct Waiting(TrajectoriesReady Trajectories, int FirstRow, int Rows)
    {
        public PolicyVersion Version => Trajectories.VersionAtStart;

        public RowRun Run => new(
            Trajectories.VersionAtStart, Trajectories.VersionAtEnd, Trajectories.Frictions.Slice(FirstRow, Rows));

        public void AddTo(TrainingBatch batch)
        {
            int contextBytes = Trajectories.Contexts.Length / Trajectories.Rows;
            int decisions = Trajectories.Chosen.Length / Trajectories.Rows;
            for (int row = FirstRow; row < FirstRow + Rows; row++)
            {
                batch.Add(new TrajectoryRow
                {
                    Context = Trajectories.Contexts.Span.Slice(row * contextBytes, contextBytes),
                    Chosen = Trajectories.Chosen.Span.Slice(row * decisions, decisions),
                    BehaviourLogProbs = Trajectories.BehaviourLogProbs.Span.Slice(row * decisions, decisions),
                    Mask = Trajectories.Mask.Span.Slice(row * decisions, decisions),
                    Reward = Trajectories.Rewards.Span[row],
                    GroupKey = Trajectories.GroupKeys.Span[row],
                });
            }
        }
    }
}
