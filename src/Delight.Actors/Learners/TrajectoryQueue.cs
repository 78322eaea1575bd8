using Delight.Actors.Rollouts;
using Delight.Learning.Parameters;

namespace Delight.Actors.Learners;

/// <summary>Trajectories by the order of their requests, taken out row by row for batches of exactly the promised
/// size.</summary>
/// <remarks>
/// The oldest requests go first, so that the rows of one context come into the same batch while none of them is late;
/// and whoever answered first, the same rows give the same update, bit for bit. Bounded by admission control. Not
/// thread-safe: owned by the learner.
/// </remarks>
public sealed class TrajectoryQueue
{
    private readonly SortedDictionary<long, Waiting> _waiting = [];
    private PolicyVersion _oldest;

    /// <summary>Rows that wait.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds the rows of one request, which is not waiting yet.</summary>
    /// <param name="trajectories">The rows.</param>
    /// <param name="firstRow">Number of the first one in the whole run.</param>
    /// <param name="arrivedAt">The learner's version at their arrival.</param>
    public void Add(TrajectoriesReady trajectories, long firstRow, PolicyVersion arrivedAt)
    {
        _oldest = _waiting.Count == 0 || trajectories.VersionAtStart < _oldest ? trajectories.VersionAtStart : _oldest;
        _waiting.Add(trajectories.Request.Index, new Waiting(new TrajectoryRows(trajectories), firstRow, arrivedAt));
        Rows += trajectories.Rows;
    }

    /// <summary>Takes out everything whose generation started before a version.</summary>
    /// <param name="oldest">What is not older stays.</param>
    /// <param name="dropped">Hears of it.</param>
    public void DropOlderThan(PolicyVersion oldest, Action<Waiting> dropped)
    {
        if (_waiting.Count == 0 || _oldest >= oldest)
        {
            return;
        }

        _oldest = oldest; // of what stays, nothing is older
        foreach ((long requestIndex, Waiting waiting) in _waiting.Where(entry => entry.Value.Version < oldest)
            .ToArray())
        {
            Rows -= waiting.Rows.Rows;
            _waiting.Remove(requestIndex);
            dropped(waiting);
        }
    }

    /// <summary>Takes out the rows of a batch.</summary>
    /// <param name="rows">How many; at most <see cref="Rows"/>.</param>
    /// <param name="taken">Hears of the rows of each request.</param>
    public void Take(int rows, Action<Waiting> taken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, Rows);
        Rows -= rows;
        while (rows > 0)
        {
            (long requestIndex, Waiting first) = _waiting.First();
            _waiting.Remove(requestIndex);
            Waiting part = first.First(Math.Min(rows, first.Rows.Rows));
            if (part.Rows.Rows < first.Rows.Rows)
            {
                _waiting.Add(requestIndex, first.From(part.Rows.Rows));
            }

            taken(part);
            rows -= part.Rows.Rows;
        }
    }

    /// <summary>Rows that wait, or waited, for their update.</summary>
    /// <param name="Rows">Neighbouring rows of one request.</param>
    /// <param name="FirstRow">Number of the first one in the whole run.</param>
    /// <param name="ArrivedAt">The learner's version at their arrival.</param>
    public readonly record struct Waiting(TrajectoryRows Rows, long FirstRow, PolicyVersion ArrivedAt)
    {
        /// <summary>The policy that chose their first actions.</summary>
        public PolicyVersion Version => Rows.Trajectories.VersionAtStart;

        internal Waiting First(int rows) => this with { Rows = Rows with { Rows = rows } };

        internal Waiting From(int row) => this with
        {
            Rows = Rows with { Start = Rows.Start + row, Rows = Rows.Rows - row }, FirstRow = FirstRow + row,
        };
    }
}
