namespace Delight.Learning.Estimators;

/// <summary>Importance weights of decisions whose ratio lies within a range; the others are left out
/// (IcePop).</summary>
/// <param name="low">Smallest ratio that counts, at least 0. Default 0.5.</param>
/// <param name="high">Largest ratio that counts, at least low. Default 5.</param>
/// <remarks>
/// <para><c>c = r · A / N</c> where <c>low ≤ r ≤ high</c>, else 0. Objective <c>mean(weight · A · l)</c>, the weight
/// without gradient. From 0 to infinity its coefficients are those of <c>pg</c> (tested).</para>
/// <para>Source: Ling Team (2025), "Every Step Evolves", arXiv 2510.18855.</para>
/// </remarks>
public sealed class RatioRange(double low, double high) : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => true;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(new Rule(low, high), batch, coefficients);

    /// <summary>True where the ratio lies within the range, both bounds included.</summary>
    public static bool Holds(double ratio, double low, double high) => ratio >= low && ratio <= high;

    private readonly struct Rule(double low, double high) : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage)
        {
            double ratio = DecisionRules.Ratio(logProb, behaviourLogProb);
            return Holds(ratio, low, high) ? DecisionTerm.Weighted(ratio * advantage, logProb) : default;
        }
    }
}
