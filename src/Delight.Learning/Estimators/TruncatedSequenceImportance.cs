namespace Delight.Learning.Estimators;

/// <summary>Policy gradient with one truncated importance weight for a whole row.</summary>
/// <param name="cap">Largest weight, above 0. Default 2.</param>
/// <remarks>
/// <para><c>c = min(product of r over the row, cap) · A / N</c>. Objective <c>mean(weight · A · l)</c>, the weight
/// without gradient.</para>
/// <para>The product is a sum of logarithms, cut off at exp(60) as a single ratio is.</para>
/// <para>Source: the rollout correction of verl (2025), sequence-level truncated importance sampling.</para>
/// </remarks>
public sealed class TruncatedSequenceImportance(double cap) : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => true;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.ApplyToRows(new Rule(cap), batch, coefficients);

    private struct Rule(double cap) : IRowRule
    {
        private double _weight;

        public void Enter(in DecisionRow row) => _weight = Math.Min(DecisionRules.Product(row.LogRatioSum()), cap);

        public readonly DecisionTerm Term(double logProb, double behaviourLogProb, double advantage) =>
            DecisionTerm.Weighted(_weight * advantage, logProb);
    }
}
