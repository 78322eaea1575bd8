namespace Delight.Learning.Estimators;

/// <summary>Learns from successes alone: a control for what a hard filter by sign does.</summary>
/// <remarks>
/// <para><c>c = max(A, 0) / N</c>, objective <c>mean(max(A, 0) · l)</c>.</para>
/// <para>Source: the filter of Zelikman et al. (2022), "STaR: Bootstrapping Reasoning With Reasoning", as a
/// coefficient.</para>
/// </remarks>
public sealed class PositiveOnly : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => false;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(default(Rule), batch, coefficients);

    private readonly struct Rule : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage) =>
            advantage > 0 ? DecisionTerm.Weighted(advantage, logProb) : default;
    }
}
