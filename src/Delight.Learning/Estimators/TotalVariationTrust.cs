namespace Delight.Learning.Estimators;

/// <summary>Divergence PPO by total variation: no push once a probability has moved too far in the direction of the
/// advantage.</summary>
/// <param name="delta">Largest move of a probability, 0 to 1. Default 0.2.</param>
/// <param name="cap">Largest weight, above 0. Default 20.</param>
/// <remarks>
/// <para><c>c = 0</c> where A &gt; 0 and π − μ &gt; δ, or A &lt; 0 and π − μ &lt; −δ; else <c>min(r, cap) · A / N</c>.
/// Objective <c>mean(weight · A · l)</c>, the weight without gradient.</para>
/// <para>Source: divergence PPO (2026), arXiv 2602.04879.</para>
/// </remarks>
public sealed class TotalVariationTrust(double delta, double cap) : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => true;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(new Rule(delta, cap), batch, coefficients);

    private readonly struct Rule(double delta, double cap) : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage)
        {
            double ratio = DecisionRules.Ratio(logProb, behaviourLogProb);
            double moved = ProbabilityGap.Between(logProb, ratio) * Math.Sign(advantage);
            return moved > delta ? default : DecisionTerm.Weighted(Math.Min(ratio, cap) * advantage, logProb);
        }
    }
}
