using Delight.Determinism;

namespace Delight.Actors.Learners;

/// <summary>Remembers the rows of the last few updates and mixes each update's batch of them.</summary>
/// <param name="batches">Batches that are remembered, the newest among them; at least 1.</param>
/// <remarks>
/// <para>Each group of a batch, the rows of one context, comes whole from the same place of one of the remembered
/// batches, which is drawn evenly. So ages of 0 to <c>batches − 1</c> updates mix, and a row is trained on once on
/// average, but any number of times; twice in one batch only where lost rows have cut groups.</para>
/// <para>Not thread-safe: owned by the learner. Forgotten when it restarts, as a checkpoint does not hold it.</para>
/// </remarks>
public sealed class ExperienceReplay(int batches)
{
    private readonly List<List<List<TrajectoryQueue.Waiting>>> _remembered = [];
    private readonly List<TrajectoryQueue.Waiting> _newest = [];

    /// <summary>Adds rows to the newest batch.</summary>
    public void Add(TrajectoryQueue.Waiting rows) => _newest.Add(rows);

    /// <summary>Completes the newest batch and draws the one to train on.</summary>
    /// <param name="random">Draws an age for each group.</param>
    /// <param name="drawn">Hears of the rows; of as many as the newest batch has.</param>
    public void Draw(RandomStream random, Action<TrajectoryQueue.Waiting> drawn)
    {
        int room = _newest.Sum(rows => rows.Rows.Rows);
        _remembered.Add(Groups(_newest));
        _newest.Clear();
        if (_remembered.Count > batches)
        {
            _remembered.RemoveAt(0);
        }

        List<List<TrajectoryQueue.Waiting>> newest = _remembered[^1];
        for (int i = 0; room > 0; i++)
        {
            // Lost rows cut groups, so that batches may have more or fewer of them than the newest.
            int place = i % newest.Count;
            List<List<TrajectoryQueue.Waiting>> batch = _remembered[random.NextIndex(_remembered.Count)];
            foreach (TrajectoryQueue.Waiting rows in (place < batch.Count ? batch : newest)[place])
            {
                int fitting = Math.Min(room, rows.Rows.Rows);
                if (fitting > 0)
                {
                    drawn(rows.First(fitting));
                    room -= fitting;
                }
            }
        }
    }

    private static List<List<TrajectoryQueue.Waiting>> Groups(List<TrajectoryQueue.Waiting> batch)
    {
        List<List<TrajectoryQueue.Waiting>> groups = [];
        long? last = null;
        foreach (TrajectoryQueue.Waiting rows in batch)
        {
            ReadOnlySpan<long> keys = rows.Rows.GroupKeys;
            for (int start = 0, end; start < keys.Length; start = end)
            {
                end = start + 1;
                while (end < keys.Length && keys[end] == keys[start])
                {
                    end++;
                }

                if (keys[start] != last)
                {
                    groups.Add([]);
                }

                groups[^1].Add(rows.From(start).First(end - start));
                last = keys[start];
            }
        }

        return groups;
    }
}
