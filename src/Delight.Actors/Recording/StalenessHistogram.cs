namespace Delight.Actors.Recording;

/// <summary>Counts rows by their exact staleness in learner steps. Owned by one actor; not thread-safe.</summary>
public sealed class StalenessHistogram
{
    private long[] _counts = new long[64];
    private int _used;
    private long _sum;

    /// <summary>Rows counted.</summary>
    public long Total { get; private set; }

    /// <summary>Largest staleness counted; 0 where nothing was.</summary>
    public long Max => Math.Max(0, _used - 1);

    /// <summary>Mean staleness; 0 where nothing was counted.</summary>
    public double Mean => Total == 0 ? 0 : (double)_sum / Total;

    /// <summary>[Max + 1] rows by staleness.</summary>
    public ReadOnlySpan<long> Counts => _counts.AsSpan(0, _used);

    /// <summary>Counts rows of one staleness.</summary>
    /// <param name="staleness">Learner steps, at least 0.</param>
    /// <param name="rows">How many, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The staleness or the number of rows is negative.</exception>
    public void Add(long staleness, long rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(staleness);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        if (rows == 0)
        {
            return;
        }

        if (staleness >= _counts.Length)
        {
            Array.Resize(ref _counts, (int)Math.Max(staleness + 1, 2L * _counts.Length));
        }

        _counts[staleness] += rows;
        _used = (int)Math.Max(_used, staleness + 1);
        Total += rows;
        _sum += staleness * rows;
    }

    /// <summary>The smallest staleness that at least this share of the rows does not exceed.</summary>
    /// <param name="share">From 0 to 1.</param>
    public long Quantile(double share)
    {
        long seen = 0;
        for (int staleness = 0; staleness < _used; staleness++)
        {
            seen += _counts[staleness];
            if (seen >= share * Total && seen > 0)
            {
                return staleness;
            }
        }

        return 0;
    }
}
