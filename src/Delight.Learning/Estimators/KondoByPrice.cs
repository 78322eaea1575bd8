namespace Delight.Learning.Estimators;

/// <summary>The Kondo gate with a fixed price: only decisions whose delight is above it are learned from.</summary>
/// <param name="price">Delight that a decision must exceed. Default 0: successes pass, failures do not.</param>
/// <remarks>
/// <para><c>c = 1[χ &gt; price] · A / N</c>, delight <c>χ = A · surprisal</c>, <c>surprisal = −l</c>; objective
/// <c>mean(gate · A · l)</c>. Rows without an open gate need no backward pass.</para>
/// <para>Source: Osband (2026), "Does This Gradient Spark Joy?", arXiv 2603.20526.</para>
/// </remarks>
public sealed class KondoByPrice(double price) : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => false;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.Apply(new Rule(price), batch, coefficients);

    private readonly struct Rule(double price) : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage)
        {
            double delight = advantage * -logProb;
            return delight > price ? DecisionTerm.Weighted(advantage, logProb) : default;
        }
    }
}
