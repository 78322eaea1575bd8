namespace Delight.Learning.Estimators;

/// <summary>A gate that suppresses rare actions and is blind to the sign of the advantage: a control.</summary>
/// <param name="eta">Temperature of the gate, at least 0; 0 is the hard step. Default 1.</param>
/// <remarks>
/// <para><c>c = sigmoid(l / η) · A / N</c>, objective <c>mean(gate · A · l)</c>, the gate without gradient. Rare
/// successes fade as much as rare failures.</para>
/// <para>Source: a control of ours beside Osband (2026), "Delightful Policy Gradient", arXiv 2603.14608.</para>
/// </remarks>
public sealed class GateByProbability(double eta) : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => false;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(new Rule(eta), batch, coefficients);

    private readonly struct Rule(double eta) : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage) =>
            DecisionTerm.Weighted(Gate.Of(logProb, eta) * advantage, logProb);
    }
}
