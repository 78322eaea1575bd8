namespace Delight.Learning.Estimators;

/// <summary>A gate on the weighted sum of advantage and surprisal: a control for the product in DG.</summary>
/// <param name="alpha">Weight of the advantage, 0 to 1; the surprisal has the rest. Default 0.5.</param>
/// <param name="eta">Temperature of the gate, at least 0; 0 is the hard step. Default 1.</param>
/// <param name="lambda">What the gate looks at, where it is half open. Default 0.</param>
/// <remarks>
/// <para><c>c = sigmoid((α · A + (1 − α) · surprisal − λ) / η) · A / N</c>, objective <c>mean(gate · A · l)</c>, the
/// gate without gradient. A large surprisal opens it for failures too.</para>
/// <para>Source: a control of ours beside Osband (2026), "Delightful Policy Gradient", arXiv 2603.14608.</para>
/// </remarks>
public sealed class GateByMixture(double alpha, double eta, double lambda) : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => false;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(new Rule(alpha, eta, lambda), batch, coefficients);

    private readonly struct Rule(double alpha, double eta, double lambda) : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage) =>
            DecisionTerm.Weighted(
                Gate.Of((alpha * advantage) + ((1 - alpha) * -logProb) - lambda, eta) * advantage, logProb);
    }
}
