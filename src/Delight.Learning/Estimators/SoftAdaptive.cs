using Delight.Determinism;

namespace Delight.Learning.Estimators;

/// <summary>Soft adaptive policy optimisation (SAPO): a bell around ratio 1 in place of PPO's clip.</summary>
/// <param name="tauPositive">Steepness where A &gt; 0, above 0. Default 1.</param>
/// <param name="tauNegative">Steepness elsewhere, above 0. Default 1.05.</param>
/// <remarks>
/// <para><c>c = r · 4 g (1 − g) · A / N</c>, <c>g = sigmoid(τ (r − 1))</c>; objective <c>mean((4 / τ) · g · A)</c>. At
/// ratio 1 the weight is 1.</para>
/// <para>Source: Qwen Team (2025), "Soft Adaptive Policy Optimization", arXiv 2511.20347.</para>
/// </remarks>
public sealed class SoftAdaptive(double tauPositive, double tauNegative) : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => true;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(new Rule(tauPositive, tauNegative), batch, coefficients);

    private readonly struct Rule(double tauPositive, double tauNegative) : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage)
        {
            double tau = advantage > 0 ? tauPositive : tauNegative;
            double ratio = DecisionRules.Ratio(logProb, behaviourLogProb), x = tau * (ratio - 1);

            // g and 1 − g share one exponential, and neither is a difference from 1.
            double e = StableMath.Exp(-Math.Abs(x)), near = 1 / (1 + e), far = e / (1 + e);
            double g = x >= 0 ? near : far;
            return new DecisionTerm(4 / tau * g * advantage, ratio * 4 * near * far * advantage);
        }
    }
}
