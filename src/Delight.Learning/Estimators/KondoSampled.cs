using Delight.Determinism;

namespace Delight.Learning.Estimators;

/// <summary>The Kondo gate as a draw: a decision is learned from with the probability that DG would weigh it
/// with.</summary>
/// <param name="price">Delight at which the chance is one half. Default 0.</param>
/// <param name="eta">Temperature, at least 0; 0 is the gate by price. Default 1.</param>
/// <remarks>
/// <para><c>c = G · A / N</c>, <c>G ~ Bernoulli(sigmoid((χ − price) / η))</c>, delight <c>χ = A · surprisal</c>; in
/// expectation the coefficient of DG with lambda = price. Objective <c>mean(G · A · l)</c>.</para>
/// <para>Draws come from the stream <c>kondo</c> of <see cref="DecisionBatch.DrawKey"/>, one for each unmasked decision
/// in ascending index: the same key and mask draw the same numbers.</para>
/// <para>Source: Osband (2026), "Does This Gradient Spark Joy?", arXiv 2603.20526.</para>
/// </remarks>
public sealed class KondoSampled(double price, double eta) : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => false;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(new Rule(price, eta, RandomStream.Derive(batch.DrawKey, "kondo")), batch, coefficients);

    private struct Rule(double price, double eta, RandomStream random) : IDecisionRule
    {
        private RandomStream _random = random;

        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage)
        {
            double delight = advantage * -logProb;
            return _random.NextChance(Gate.Of(delight - price, eta))
                ? DecisionTerm.Weighted(advantage, logProb)
                : default;
        }
    }
}
