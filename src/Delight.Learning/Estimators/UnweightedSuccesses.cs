namespace Delight.Learning.Estimators;

/// <summary>Successes with weight 1, failures as PPO has them (UP).</summary>
/// <param name="clip">ε of the failures, at least 0; infinity never clips. Default 0.2.</param>
/// <remarks>
/// <para><c>c = A / N</c> where A &gt; 0, else as PPO. Objective <c>mean(A · l)</c> over the successes plus PPO's over
/// the
/// failures. With all advantages positive it is REINFORCE (tested).</para>
/// <para>Source: arXiv 2607.06987 (2026).</para>
/// </remarks>
public sealed class UnweightedSuccesses(double clip) : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => true;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(new Rule(new ClippedRule(clip)), batch, coefficients);

    private readonly struct Rule(ClippedRule clipped) : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage) => advantage > 0
            ? DecisionTerm.Weighted(advantage, logProb)
            : clipped.Term(logProb, behaviourLogProb, advantage);
    }
}
