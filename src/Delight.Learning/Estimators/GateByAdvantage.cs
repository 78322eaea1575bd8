namespace Delight.Learning.Estimators;

/// <summary>A gate that knows the advantage alone: a control for what surprisal adds to DG.</summary>
/// <param name="eta">Temperature of the gate, at least 0; 0 is the hard step. Default 1.</param>
/// <param name="lambda">What the gate looks at, where it is half open. Default 0.</param>
/// <remarks>
/// <para><c>c = sigmoid((A − λ) / η) · A / N</c>, objective <c>mean(gate · A · l)</c>, the gate without gradient.
/// Failures fade whether rare or common.</para>
/// <para>Source: a control of ours beside Osband (2026), "Delightful Policy Gradient", arXiv 2603.14608.</para>
/// </remarks>
public sealed class GateByAdvantage(double eta, double lambda) : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => false;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(new Rule(eta, lambda), batch, coefficients);

    private readonly struct Rule(double eta, double lambda) : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage) =>
            DecisionTerm.Weighted(Gate.Of(advantage - lambda, eta) * advantage, logProb);
    }
}
