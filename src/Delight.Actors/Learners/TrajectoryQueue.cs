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
    private readonly SortedDictionary<(long Request, int Start), Waiting> _waiting = [];
    private PolicyVersion _oldest;

    /// <summary>Rows that wait.</summary>
    public int Rows { get; private set; }

    /// <summary>Adds the rows of one request, which is not waiting yet.</summary>
    /// <param name="trajectories">The rows.</param>
    /// <param name="firstRow">Number of the first one in the whole run.</param>
    /// <param name="arrivedAt">The learner's version at their arrival.</param>
    /// <param name="pool">Pool of the worker that generated them.</param>
    public void Add(TrajectoriesReady trajectories, long firstRow, PolicyVersion arrivedAt, string pool = "")
    {
        _oldest = _waiting.Count == 0 || trajectories.VersionAtStart < _oldest ? trajectories.VersionAtStart : _oldest;
        Put(new Waiting(new TrajectoryRows(trajectories), firstRow, arrivedAt) { Pool = pool });
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
        foreach (Waiting waiting in _waiting.Values.Where(waiting => waiting.Version < oldest).ToArray())
        {
            Rows -= waiting.Rows.Rows;
            Remove(waiting);
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
            Waiting first = _waiting.First().Value;
            Remove(first);
            Waiting part = first.First(Math.Min(rows, first.Rows.Rows));
            if (part.Rows.Rows < first.Rows.Rows)
            {
                Put(first.From(part.Rows.Rows));
            }

            taken(part);
            rows -= part.Rows.Rows;
        }
    }

    /// <summary>How many rows of a group wait, and the lowest and highest of their rewards.</summary>
    /// <param name="key">The group's.</param>
    public (int Rows, float Lowest, float Highest) GroupOf(long key)
    {
        int count = 0;
        float lowest = float.PositiveInfinity, highest = float.NegativeInfinity;
        foreach (Waiting waiting in _waiting.Values)
        {
            (int start, int rows) = Within(waiting, key);
            foreach (float reward in waiting.Rows.Rewards.Slice(start, rows))
            {
                (lowest, highest) = (Math.Min(lowest, reward), Math.Max(highest, reward));
            }

            count += rows;
        }

        return (count, lowest, highest);
    }

    /// <summary>Takes out the rows of a group.</summary>
    /// <param name="key">The group's.</param>
    /// <param name="dropped">Hears of them.</param>
    public void DropGroup(long key, Action<Waiting> dropped)
    {
        foreach (Waiting waiting in _waiting.Values.ToArray())
        {
            (int start, int rows) = Within(waiting, key);
            if (rows == 0)
            {
                continue;
            }

            Remove(waiting);
            Put(waiting.First(start));
            Put(waiting.From(start + rows));
            Rows -= rows;
            dropped(waiting.From(start).First(rows));
        }
    }

    /// <summary>The rows of a group among those of a request, which are neighbours.</summary>
    private static (int Start, int Rows) Within(in Waiting waiting, long key)
    {
        ReadOnlySpan<long> keys = waiting.Rows.GroupKeys;
        int start = keys.IndexOf(key);
        return start < 0 ? (0, 0) : (start, keys.LastIndexOf(key) - start + 1);
    }

    private void Put(in Waiting waiting)
    {
        if (waiting.Rows.Rows > 0)
        {
            _waiting.Add((waiting.Rows.Trajectories.Request.Index, waiting.Rows.Start), waiting);
        }
    }

    private void Remove(in Waiting waiting) =>
        _waiting.Remove((waiting.Rows.Trajectories.Request.Index, waiting.Rows.Start));

    /// <summary>Rows that wait, or waited, for their update.</summary>
    /// <param name="Rows">Neighbouring rows of one request.</param>
    /// <param name="FirstRow">Number of the first one in the whole run.</param>
    /// <param name="ArrivedAt">The learner's version at their arrival.</param>
    public readonly record struct Waiting(TrajectoryRows Rows, long FirstRow, PolicyVersion ArrivedAt)
    {
        /// <summary>Pool of the worker that generated them.</summary>
        public string Pool { get; init; } = string.Empty;

        /// <summary>The policy that chose their first actions.</summary>
        public PolicyVersion Version => Rows.Trajectories.VersionAtStart;

        internal Waiting First(int rows) => this with { Rows = Rows with { Rows = rows } };

        internal Waiting From(int row) => this with
        {
            Rows = Rows with { Start = Rows.Start + row, Rows = Rows.Rows - row }, FirstRow = FirstRow + row,
        };
    }
}
