namespace Delight.Learning.Estimators;

/// <summary>Policy gradient with importance weights cut off at a cap: bounded variance, some bias.</summary>
/// <param name="cap">Largest weight, above 0. Default 2.</param>
/// <remarks>
/// <para><c>c = min(ratio, cap) · A / N</c>, objective <c>mean(min(ratio, cap) · A · l)</c>, the weight without
/// gradient.</para>
/// <para>Source: Ionides (2008), "Truncated importance sampling".</para>
/// </remarks>
public sealed class TruncatedImportance(double cap) : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => true;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(new Rule(cap), batch, coefficients);

    private readonly struct Rule(double cap) : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage) =>
            DecisionTerm.Weighted(Math.Min(DecisionRules.Ratio(logProb, behaviourLogProb), cap) * advantage, logProb);
    }
}
