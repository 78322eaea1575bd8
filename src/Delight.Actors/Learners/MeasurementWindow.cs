using Delight.Actors.Recording;
using Delight.Learning.Diagnostics;
using Delight.Learning.Training;

namespace Delight.Actors.Learners;

/// <summary>Averages the statistics of updates until the next measurement is due.</summary>
/// <remarks>Not thread-safe: owned by the learner. Means over updates; gate means weighted by their
/// decisions.</remarks>
public sealed class MeasurementWindow
{
    private readonly GateSum _successes = new();
    private readonly GateSum _failures = new();
    private readonly SortedDictionary<long, AgeSum> _byAge = [];
    private readonly PoolSums _byPool = new();
    private long _updates;
    private double _reward;
    private double _objective;
    private double _norm;
    private double _entropy;
    private double _divergence;
    private double _effectiveShare;
    private long _clamped;
    private long _uninformative;
    private long _rowsDropped;
    private long _rowsKept;
    private double _rewardsDropped;
    private double _rewardsKept;
    private long _rowsForward;
    private long _rowsBackward;
    private long _rows;
    private double _stalenessSum;
    private long _stalenessMax;
    private UpdateCosines? _cosines;

    /// <summary>Adds one update.</summary>
    public void Add(in UpdateStatistics update)
    {
        _updates++;
        _reward += update.RewardMean;
        _objective += update.Objective;
        _norm += update.GradientNorm;
        _entropy += update.Entropy;
        _divergence += update.Drift.Divergence;
        _effectiveShare += update.Drift.EffectiveSampleShare;
        _clamped += update.Drift.ClampedRatios;
        _uninformative += update.UninformativeRows;
        _rowsDropped += update.Selection.DroppedRows;
        _rowsKept += update.Selection.KeptRows;
        _rewardsDropped += update.Selection.DroppedRewardSum;
        _rewardsKept += update.Selection.KeptRewardSum;
        _rowsForward += update.Rows;
        _rowsBackward += update.RowsBackward;
        _successes.Add(update.Successes);
        _failures.Add(update.Failures);
        _cosines = update.Cosines;
    }

    /// <summary>Adds the rows of an update.</summary>
    /// <param name="ages">Staleness in learner steps and how many neighbouring rows have it, in the order of the
    /// rows.</param>
    /// <param name="effects">[B] what the update made of each row.</param>
    public void AddRows(IEnumerable<(long Staleness, int Rows)> ages, ReadOnlySpan<RowEffect> effects)
    {
        foreach ((long staleness, int rows) in ages)
        {
            AddRows(staleness, effects[..rows]);
            effects = effects[rows..];
        }
    }

    /// <summary>Adds the pools that the rows of an update came from, which are added on their
    /// own.</summary>
    /// <param name="pools">Pool, staleness in learner steps, and how many neighbouring rows have both.</param>
    /// <param name="effects">[B] what the update made of each row.</param>
    /// <param name="rewards">[B] the rows' rewards.</param>
    public void AddPools(
        IEnumerable<(string Pool, long Staleness, int Rows)> pools, ReadOnlySpan<RowEffect> effects,
        ReadOnlySpan<float> rewards)
    {
        foreach ((string pool, long staleness, int rows) in pools)
        {
            _byPool.Add(pool, staleness, effects[..rows], rewards[..rows]);
            effects = effects[rows..];
            rewards = rewards[rows..];
        }
    }

    /// <summary>Adds rows that were dropped since their group teaches nothing.</summary>
    /// <param name="rewards">One for each row.</param>
    public void AddDropped(ReadOnlySpan<float> rewards)
    {
        _rowsDropped += rewards.Length;
        foreach (float reward in rewards)
        {
            _rewardsDropped += reward;
        }
    }

    /// <summary>The means over what was added; at least one update must have been.</summary>
    /// <param name="step">Updates taken in all.</param>
    /// <param name="time">Time of the run's clock.</param>
    public UpdateMeasurement Measure(long step, TimeSpan time) => new()
    {
        Step = step,
        Time = time,
        RewardMean = _reward / _updates,
        Objective = _objective / _updates,
        GradientNorm = _norm / _updates,
        Entropy = _entropy / _updates,
        BehaviourDivergence = _divergence / _updates,
        EffectiveSampleShare = _effectiveShare / _updates,
        ClampedRatios = _clamped,
        UninformativeRows = _uninformative,
        Successes = _successes.Mean(_updates),
        Failures = _failures.Mean(_updates),
        StalenessMean = _stalenessSum / Math.Max(1, _rows),
        StalenessMax = _stalenessMax,
        CosineToPolicyGradient = _cosines?.ToPolicyGradient,
        CosineToCrossEntropy = _cosines?.ToCrossEntropy,
        BackwardShare = (double)_rowsBackward / _rowsForward,
        DroppedShare = (double)_rowsDropped / (_rowsDropped + _rowsKept),
        DroppedRewardMean = _rowsDropped == 0 ? null : _rewardsDropped / _rowsDropped,
        KeptRewardMean = _rowsKept == 0 ? null : _rewardsKept / _rowsKept,
        ByAge = [.. _byAge.Select(age => age.Value.Mean(age.Key))],
        ByPool = _byPool.Measure(),
    };

    private void AddRows(long staleness, ReadOnlySpan<RowEffect> effects)
    {
        _rows += effects.Length;
        _stalenessSum += (double)staleness * effects.Length;
        _stalenessMax = Math.Max(_stalenessMax, staleness);
        long youngest = AgeMeasurement.YoungestOfClass(staleness);
        if (!_byAge.TryGetValue(youngest, out AgeSum? sum))
        {
            _byAge.Add(youngest, sum = new AgeSum());
        }

        foreach (RowEffect effect in effects)
        {
            sum.Add(effect);
        }
    }

    private sealed class AgeSum
    {
        private long _rows;
        private long _decisions;
        private long _silent;
        private double _norm;

        public void Add(RowEffect effect)
        {
            _rows++;
            _decisions += effect.Decisions;
            _silent += effect.SilentDecisions;
            _norm += effect.GradientNorm;
        }

        public AgeMeasurement Mean(long youngest) => new(
            youngest, _rows, _decisions, (double)_silent / Math.Max(1, _decisions), _norm / _rows);
    }

    private sealed class GateSum
    {
        private double _share;
        private double _weight;
        private double _surprisal;

        public void Add(GateStatistics gate)
        {
            _share += gate.Share;
            _weight += gate.Share * gate.WeightMean;
            _surprisal += gate.Share * gate.SurprisalMean;
        }

        public GateMeasurement Mean(long updates) => _share == 0
            ? new GateMeasurement(0, 0, 0)
            : new GateMeasurement(_share / updates, _weight / _share, _surprisal / _share);
    }
}
