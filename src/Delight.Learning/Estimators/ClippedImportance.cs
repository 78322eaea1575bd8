namespace Delight.Learning.Estimators;

/// <summary>Importance weights clipped as weights, so that every decision keeps its gradient (CISPO).</summary>
/// <param name="cap">Largest weight, above 0. Default 5.</param>
/// <param name="low">Weights are at least 1 − low; from 0 to 1, and 1 is no lower bound. Default 1.</param>
/// <remarks>
/// <para><c>c = max(1 − low, min(r, cap)) · A / N</c>, objective <c>mean(weight · A · l)</c>, the weight without
/// gradient. With low 1 it is <c>tis</c> of the same cap (tested).</para>
/// <para>Source: MiniMax (2025), "MiniMax-M1", arXiv 2506.13585.</para>
/// </remarks>
public sealed class ClippedImportance(double cap, double low) : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => true;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(new Rule(cap, 1 - low), batch, coefficients);

    private readonly struct Rule(double cap, double lowest) : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage)
        {
            double weight = Math.Max(lowest, Math.Min(DecisionRules.Ratio(logProb, behaviourLogProb), cap));
            return DecisionTerm.Weighted(weight * advantage, logProb);
        }
    }
}
