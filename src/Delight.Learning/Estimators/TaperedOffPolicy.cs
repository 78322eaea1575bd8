namespace Delight.Learning.Estimators;

/// <summary>Successes with weight 1, failures with the truncated ratio of their whole row (TOPR).</summary>
/// <param name="cap">Largest weight of a failure, above 0. Default 1.</param>
/// <remarks>
/// <para><c>c = A / N</c> where A &gt; 0, else <c>min(product of r over the row, cap) · A / N</c>. Objective
/// <c>mean(weight
/// · A · l)</c>, the weight without gradient. On rows of non-negative advantage it is REINFORCE (tested).</para>
/// <para>The product is a sum of logarithms, cut off at exp(60) as a single ratio is.</para>
/// <para>Source: Le Roux et al. (2025), "Tapered Off-Policy REINFORCE", arXiv 2503.14286.</para>
/// </remarks>
public sealed class TaperedOffPolicy(double cap) : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => true;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.ApplyToRows(new Rule(cap), batch, coefficients);

    private struct Rule(double cap) : IRowRule
    {
        private double _weight;

        public void Enter(in DecisionRow row) =>
            _weight = row.Advantage > 0 ? 1 : Math.Min(DecisionRules.Product(row.LogRatioSum()), cap);

        public readonly DecisionTerm Term(double logProb, double behaviourLogProb, double advantage) =>
            DecisionTerm.Weighted(_weight * advantage, logProb);
    }
}
