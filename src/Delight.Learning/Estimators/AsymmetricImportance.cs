namespace Delight.Learning.Estimators;

/// <summary>Successes with the inverse of their ratio, so that the rare ones count more; failures as PPO has them
/// (ASPO).</summary>
/// <param name="clip">ε, at least 0; infinity never clips. Default 0.2.</param>
/// <param name="cap">Largest weight of a success, above 0. Default 3.</param>
/// <remarks>
/// <para>A &gt; 0: <c>c = min(1 / r, cap) · A / N</c>, 0 where r &gt; 1 + ε; objective <c>mean(weight · A · l)</c>, the
/// weight without gradient. A ≤ 0: as PPO.</para>
/// <para>Source: Wang et al. (2025), "ASPO: Asymmetric Importance Sampling Policy Optimization", arXiv 2510.06062. Our
/// choice: the cap, of which the paper gives no number.</para>
/// </remarks>
public sealed class AsymmetricImportance(double clip, double cap) : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => true;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(new Rule(clip, cap), batch, coefficients);

    private readonly struct Rule(double clip, double cap) : IDecisionRule
    {
        private readonly ClippedRule _clipped = new(clip);

        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage)
        {
            if (advantage <= 0)
            {
                return _clipped.Term(logProb, behaviourLogProb, advantage);
            }

            double ratio = DecisionRules.Ratio(logProb, behaviourLogProb);
            return ratio > 1 + clip ? default : DecisionTerm.Weighted(Math.Min(1 / ratio, cap) * advantage, logProb);
        }
    }
}
