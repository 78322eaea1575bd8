namespace Delight.Learning.Estimators;

/// <summary>A gate that knows the surprisal alone: a control for what the sign of the advantage adds to DG.</summary>
/// <param name="eta">Temperature of the gate, at least 0; 0 is the hard step. Default 1.</param>
/// <param name="lambda">What the gate looks at, where it is half open. Default 0.</param>
/// <remarks>
/// <para><c>c = sigmoid((−l − λ) / η) · A / N</c>, objective <c>mean(gate · A · l)</c>, the gate without gradient. Rare
/// failures count as much as rare successes.</para>
/// <para>Source: a control of ours beside Osband (2026), "Delightful Policy Gradient", arXiv 2603.14608.</para>
/// </remarks>
public sealed class GateBySurprisal(double eta, double lambda) : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => false;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(new Rule(eta, lambda), batch, coefficients);

    private readonly struct Rule(double eta, double lambda) : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage) =>
            DecisionTerm.Weighted(Gate.Of(-logProb - lambda, eta) * advantage, logProb);
    }
}
