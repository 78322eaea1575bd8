using Delight.Determinism;

namespace Delight.Learning.Theory;

/// <summary>The tabular analysis from large to small δ.</summary>
public sealed class TheorySweep
{
    private readonly TheoryOptions _options;

    private TheorySweep(TheoryOptions options, IReadOnlyList<TheoryPoint> points, IReadOnlyList<RareWeight> rareWeights)
    {
        _options = options;
        Points = points;
        RareWeights = rareWeights;
    }

    /// <summary>By falling δ, at each δ by estimator.</summary>
    public IReadOnlyList<TheoryPoint> Points { get; }

    /// <summary>Weights at the probabilities <c>δ / (K − 1)</c> of the wrong arms, by falling δ, at each by
    /// estimator.</summary>
    public IReadOnlyList<RareWeight> RareWeights { get; }

    /// <summary>Computes all of it; the same options give the same bits on every machine.</summary>
    /// <param name="options">Sizes.</param>
    /// <param name="estimators">In the order of the tables.</param>
    public static TheorySweep Run(TheoryOptions options, IReadOnlyList<TheoryEstimator> estimators)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Deltas, 2);
        List<TheoryPoint> points = [];
        List<RareWeight> rare = [];
        foreach (double delta in Deltas(options))
        {
            TabularBandit bandit = new(options.Actions, delta, options.Contamination, options.Baseline);
            TabularAnalysis analysis = new(bandit, options.Batches, options.BatchRows, options.Seed);
            points.AddRange(estimators.Select(analysis.Measure));
            (double probability, double behaviour) = (bandit.Policy[1], bandit.Behaviour[1]);
            rare.AddRange(estimators.Select(estimator => RareWeight.Of(estimator, probability, behaviour)));
        }

        return new TheorySweep(options, points, rare);
    }

    /// <summary>Exponent with which the perpendicular second moment of an estimator's failures falls with δ; 0 where it
    /// does not fall.</summary>
    /// <param name="estimator">Name.</param>
    /// <returns>Fitted for small δ; null where there is nothing to fit.</returns>
    public double? FailureSlope(string estimator) => LogLogSlope.Of(Points
        .Where(point => point.Estimator == estimator && point.Delta <= _options.FitDeltaEffective)
        .Select(point => (point.Delta, point.PerpendicularFailures)));

    /// <summary>Exponent with which the weight of a rare success falls with its probability.</summary>
    /// <inheritdoc cref="FailureSlope"/>
    public double? RareSuccessSlope(string estimator) => LogLogSlope.Of(RareWeights
        .Where(weight => weight.Estimator == estimator
            && weight.Probability * (_options.Actions - 1) <= _options.FitDeltaMax)
        .Select(weight => (weight.Probability, weight.Success)));

    private static IEnumerable<double> Deltas(TheoryOptions options)
    {
        double first = StableMath.Log(options.DeltaMax), last = StableMath.Log(options.DeltaMin);
        for (int i = 0; i < options.Deltas; i++)
        {
            yield return i == 0 ? options.DeltaMax
                : i == options.Deltas - 1 ? options.DeltaMin
                : StableMath.Exp(first + ((last - first) * i / (options.Deltas - 1)));
        }
    }
}
