namespace Delight.Learning.Estimators;

/// <summary>Supervised learning on the right answers: an oracle, the upper bound of what any estimator here can
/// reach.</summary>
/// <remarks>
/// <para><c>c = 1 / N</c>, objective <c>mean(l)</c>, with l the log-probability of the right answer: whoever makes the
/// batch puts the answers in place of the chosen actions. Then <c>dLogits = (onehot(answer) − π) / N</c>. Rewards are
/// not looked at.</para>
/// <para>Source: maximum likelihood; named XENT as the oracle in Osband (2026), "Delightful Policy Gradient", arXiv
/// 2603.14608.</para>
/// </remarks>
public sealed class CrossEntropy : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => false;

    /// <inheritdoc/>
    public bool NeedsAnswers => true;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(default(Rule), batch, coefficients);

    private readonly struct Rule : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage) =>
            DecisionTerm.Weighted(1, logProb);
    }
}
