using Delight.Actors.Rollouts;
using Delight.Learning.Parameters;
using Delight.Learning.Training;

namespace Delight.Actors.Learners;

/// <summary>Trajectories in the order of their arrival, taken out row by row into batches of exactly the promised
/// size.</summary>
/// <remarks>
/// Within a batch rows stand in the order of their requests, whoever answered first: the same rows give the same
/// update, bit for bit. Bounded by admission control. Not thread-safe: owned by the learner.
/// </remarks>
public sealed class TrajectoryQueue
{
    private readonly LinkedList<Waiting> _waiting = new();
    private readonly List<Waiting> _taken = [];

    /// <summary>Rows that wait.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds the rows of one request.</summary>
    public void Add(TrajectoriesReady trajectories)
    {
        _waiting.AddLast(new Waiting(trajectories, FirstRow: 0, trajectories.Rows));
        Rows += trajectories.Rows;
    }

    /// <summary>Takes out everything whose generation started before a version.</summary>
    /// <returns>The rows taken out.</returns>
    public int DropOlderThan(PolicyVersion oldest)
    {
        int dropped = 0;
        for (LinkedListNode<Waiting>? node = _waiting.First, next; node is not null; node = next)
        {
            next = node.Next;
            if (node.Value.Trajectories.VersionAtStart < oldest)
            {
                dropped += node.Value.Rows;
                _waiting.Remove(node);
            }
        }

        Rows -= dropped;
        return dropped;
    }

    /// <summary>Moves rows into a batch.</summary>
    /// <param name="batch">Cleared by the caller.</param>
    /// <param name="rows">How many; at most <see cref="Rows"/>.</param>
    /// <param name="taken">Hears the version at start and at end of each run of rows, with their number.</param>
    public void Take(TrainingBatch batch, int rows, Action<PolicyVersion, PolicyVersion, int> taken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, Rows);
        _taken.Clear();
        Rows -= rows;
        while (rows > 0)
        {
            Waiting first = _waiting.First!.Value;
            _waiting.RemoveFirst();
            int part = Math.Min(rows, first.Rows);
            if (part < first.Rows)
            {
                _waiting.AddFirst(first with { FirstRow = first.FirstRow + part, Rows = first.Rows - part });
            }

            _taken.Add(first with { Rows = part });
            rows -= part;
        }

        _taken.Sort(static (left, right) => (left.Trajectories.RequestIndex, left.FirstRow)
            .CompareTo((right.Trajectories.RequestIndex, right.FirstRow)));
        foreach (Waiting part in _taken)
        {
            part.AddTo(batch);
            taken(part.Trajectories.VersionAtStart, part.Trajectories.VersionAtEnd, part.Rows);
        }
    }

    private readonly record struct Waiting(TrajectoriesReady Trajectories, int FirstRow, int Rows)
    {
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
