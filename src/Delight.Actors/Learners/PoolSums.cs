using Delight.Actors.Recording;
using Delight.Learning.Diagnostics;

namespace Delight.Actors.Learners;

/// <summary>Sums over the rows of updates, by worker pool.</summary>
/// <remarks>Not thread-safe: owned by the learner.</remarks>
internal sealed class PoolSums
{
    private readonly SortedDictionary<string, PoolSum> _byPool = new(StringComparer.Ordinal);

    /// <summary>Adds neighbouring rows of one worker.</summary>
    /// <param name="pool">Its pool.</param>
    /// <param name="staleness">Of each row, in learner steps.</param>
    /// <param name="effects">What the update made of each row.</param>
    /// <param name="rewards">One for each row.</param>
    public void Add(string pool, long staleness, ReadOnlySpan<RowEffect> effects, ReadOnlySpan<float> rewards)
    {
        if (!_byPool.TryGetValue(pool, out PoolSum? sum))
        {
            _byPool.Add(pool, sum = new PoolSum());
        }

        for (int row = 0; row < effects.Length; row++)
        {
            sum.Add(staleness, effects[row], rewards[row]);
        }
    }

    /// <summary>The means; empty where all rows were of one pool.</summary>
    public IReadOnlyList<PoolMeasurement> Measure() =>
        _byPool.Count < 2 ? [] : [.. _byPool.Select(pool => pool.Value.Mean(pool.Key))];

    private sealed class PoolSum
    {
        private long _rows;
        private long _decisions;
        private long _silent;
        private long _stalenessMax;
        private double _staleness;
        private double _reward;
        private double _advantage;
        private double _surprisal;
        private double _weight;
        private double _norm;

        public void Add(long staleness, in RowEffect effect, float reward)
        {
            _rows++;
            _decisions += effect.Decisions;
            _silent += effect.SilentDecisions;
            _stalenessMax = Math.Max(_stalenessMax, staleness);
            _staleness += staleness;
            _reward += reward;
            _advantage += effect.Advantage;
            _surprisal += effect.SurprisalMean;
            _weight += effect.WeightSum;
            _norm += effect.GradientNorm;
        }

        public PoolMeasurement Mean(string pool) => new(pool, _rows, _decisions)
        {
            StalenessMean = _staleness / _rows,
            StalenessMax = _stalenessMax,
            RewardMean = _reward / _rows,
            AdvantageMean = _advantage / _rows,
            SurprisalMean = _surprisal / _rows,
            WeightMean = _weight / Math.Max(1, _decisions),
            ClippedShare = (double)_silent / Math.Max(1, _decisions),
            GradientNorm = _norm / _rows,
        };
    }
}
