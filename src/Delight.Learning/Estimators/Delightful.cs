namespace Delight.Learning.Estimators;

/// <summary>The Delightful Policy Gradient: rare failures fade, rare successes count, no behaviour probability is
/// needed.</summary>
/// <param name="eta">Temperature of the gate, at least 0; 0 is the hard step. Default 1.</param>
/// <param name="lambda">Delight at which the gate is half open. Default 0.</param>
/// <remarks>
/// <para><c>c = sigmoid((χ − λ) / η) · A / N</c> with delight <c>χ = A · surprisal</c> and <c>surprisal = −l</c>; for
/// η = 0 the gate is 1 where χ &gt; λ, else 0. Objective <c>mean(gate · A · l)</c>, the gate without gradient.</para>
/// <para>For η → ∞ every gate is ½: half of REINFORCE (tested).</para>
/// <para>Source: Osband (2026), "Delightful Policy Gradient", arXiv 2603.14608.</para>
/// </remarks>
public sealed class Delightful(double eta, double lambda) : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => false;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(new Rule(eta, lambda), batch, coefficients);

    private readonly struct Rule(double eta, double lambda) : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage)
        {
            double surprisal = -logProb;
            double delight = advantage * surprisal;
            return DecisionTerm.Weighted(Gate.Of(delight - lambda, eta) * advantage, logProb);
        }
    }
}
