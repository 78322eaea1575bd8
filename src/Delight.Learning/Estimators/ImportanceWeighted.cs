namespace Delight.Learning.Estimators;

/// <summary>Policy gradient with exact importance weights: unbiased on stale data, at the price of its
/// variance.</summary>
/// <remarks>
/// <para><c>c = ratio · A / N</c>, <c>ratio = exp(l − u)</c>, objective <c>mean(ratio · A)</c>. Needs true behaviour
/// log-probabilities; a worker that reports them wrongly corrupts it.</para>
/// <para>Source: the policy gradient under a change of measure, as "PG" in Osband (2026), "Delightful Distributed
/// Policy Gradient", arXiv 2603.20521.</para>
/// </remarks>
public sealed class ImportanceWeighted : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => true;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(default(Rule), batch, coefficients);

    private readonly struct Rule : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage)
        {
            double weighted = DecisionRules.Ratio(logProb, behaviourLogProb) * advantage;
            return new DecisionTerm(weighted, weighted);
        }
    }
}
