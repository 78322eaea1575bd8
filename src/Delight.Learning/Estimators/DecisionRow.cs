namespace Delight.Learning.Estimators;

/// <summary>One row of a batch, for rules that look at all of its decisions. Dims: T decisions.</summary>
public readonly ref struct DecisionRow
{
    private readonly ReadOnlySpan<byte> _mask;
    private readonly ReadOnlySpan<double> _logProbs;
    private readonly ReadOnlySpan<double> _behaviourLogProbs;

    /// <summary>Looks at one row.</summary>
    /// <param name="batch">B rows.</param>
    /// <param name="row">0 to B − 1.</param>
    public DecisionRow(in DecisionBatch batch, int row)
    {
        int start = row * batch.Decisions;
        _mask = batch.Mask.Slice(start, batch.Decisions);
        _logProbs = batch.LogProbs.Slice(start, batch.Decisions);
        _behaviourLogProbs = batch.BehaviourLogProbs.Slice(start, batch.Decisions);
        Advantage = batch.Advantages[row];
    }

    /// <summary>A of the row.</summary>
    public double Advantage { get; }

    /// <summary>T, the row's number of unmasked decisions.</summary>
    public int Count => _mask.Length - _mask.Count((byte)0);

    /// <summary>[T] l.</summary>
    public ReadOnlySpan<double> LogProbs => _logProbs;

    /// <summary>[T] 1 where the decision counts.</summary>
    public ReadOnlySpan<byte> Mask => _mask;

    /// <summary>Sum of the clamped <c>l − u</c> over the unmasked decisions: the logarithm of the row's
    /// ratio.</summary>
    public double LogRatioSum()
    {
        double sum = 0;
        for (int t = 0; t < _mask.Length; t++)
        {
            sum += _mask[t] == 0 ? 0 : DecisionRules.LogRatio(_logProbs[t], _behaviourLogProbs[t]);
        }

        return sum;
    }

    /// <summary>Mean of the clamped <c>l − u</c> over the unmasked decisions; 0 for a row without any.</summary>
    public double LogRatioMean() => LogRatioSum() / Math.Max(1, Count);
}
