using Delight.Determinism;
using Delight.Learning.Catalogue;
using Delight.Learning.Estimators;

namespace Delight.Learning.Theory;

/// <summary>An estimator as the tabular analysis looks at it: one weight for each arm.</summary>
/// <param name="Name">Name in tables.</param>
/// <param name="Summary">What it stands for, one line.</param>
/// <param name="Estimator">The very estimator that runs use; its coefficient must depend on the decision alone.</param>
/// <param name="IsToldOfContamination">True where workers report log μ(a), which nobody could in practice; false where
/// they report log π(a), believing that every sample is the learner's.</param>
public sealed record TheoryEstimator(
    string Name, string Summary, IEstimator Estimator, bool IsToldOfContamination = false)
{
    /// <summary>The estimators of the analysis, made anew: pg, pg-told, dg, gate-surprisal, gate-probability.</summary>
    /// <exception cref="InvalidOperationException">The catalogue lacks one of them.</exception>
    public static IReadOnlyList<TheoryEstimator> All(PartCatalogue<Func<OptionValues, IEstimator>> estimators) =>
    [
        new("pg", "every sample has weight 1: workers do not know of the contamination", Create(estimators, "pg")),
        new(
            "pg-told", "exact importance weights: workers report the contaminated mixture", Create(estimators, "pg"),
            IsToldOfContamination: true),
        new("dg", "sigmoid of delight", Create(estimators, "dg")),
        new(
            "gate-surprisal", "sigmoid of surprisal, blind to the sign: opens for the rare",
            Create(estimators, "gate-surprisal")),
        new(
            "gate-probability", "sigmoid of log-probability, blind to the sign: closes for the rare",
            Create(estimators, "gate-probability")),
    ];

    /// <summary>Writes <c>c(a) · N</c> for single decisions: the factor of the score function, weight times
    /// advantage.</summary>
    /// <param name="probabilities">[D] π of the decisions.</param>
    /// <param name="behaviour">[D] μ of the decisions; looked at only where workers are told.</param>
    /// <param name="advantages">[D] A.</param>
    /// <param name="factors">[D]; overwritten. They pass through float32, as in a run.</param>
    public void WriteFactors(
        ReadOnlySpan<double> probabilities, ReadOnlySpan<double> behaviour, ReadOnlySpan<double> advantages,
        Span<double> factors)
    {
        int count = probabilities.Length;
        double[] logProbs = new double[count], reported = new double[count];
        for (int i = 0; i < count; i++)
        {
            logProbs[i] = StableMath.Log(probabilities[i]);
            reported[i] = IsToldOfContamination ? StableMath.Log(behaviour[i]) : logProbs[i];
        }

        byte[] mask = new byte[count];
        Array.Fill(mask, (byte)1);
        float[] coefficients = new float[count];
        DecisionBatch batch = new()
        {
            Rows = count,
            Decisions = 1,
            LogProbs = logProbs,
            BehaviourLogProbs = reported,
            Mask = mask,
            Advantages = advantages,
            Rewards = new float[count],
            Groups = new int[count],
            GroupCount = 1,
            Count = count,
        };
        batch.Validate();
        Estimator.Compute(batch, coefficients);
        for (int i = 0; i < count; i++)
        {
            factors[i] = coefficients[i] * (double)count;
        }
    }

    private static IEstimator Create(PartCatalogue<Func<OptionValues, IEstimator>> estimators, string name)
    {
        List<string> errors = [];
        var found = estimators.Resolve(new PartReference(name, new Dictionary<string, string>()), errors)
            ?? throw new InvalidOperationException(string.Join(' ', errors));
        return found.Definition.Create(found.Values);
    }
}
