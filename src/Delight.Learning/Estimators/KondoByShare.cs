namespace Delight.Learning.Estimators;

/// <summary>The Kondo gate with a budget: only the share of decisions with the highest delight is learned
/// from.</summary>
/// <param name="share">Share of the N unmasked decisions, above 0 and at most 1. Default 0.03.</param>
/// <remarks>
/// <para><c>c = 1[χ ≥ χ_k] · A / N</c>, delight <c>χ = A · surprisal</c>, <c>surprisal = −l</c>, χ_k the k-th highest
/// delight of the batch, <c>k = max(1, share · N rounded, halves to even)</c>. Decisions that tie with the k-th are all
/// kept. Objective <c>mean(gate · A · l)</c>. With share 1 it is REINFORCE (tested).</para>
/// <para>Source: Osband (2026), "Does This Gradient Spark Joy?", arXiv 2603.20526.</para>
/// </remarks>
public sealed class KondoByShare(double share) : IEstimator
{
    private double[] _delights = [];

    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => false;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients)
    {
        Span<double> delights = Scratch.Take(ref _delights, batch.Count);
        int count = 0;
        for (int i = 0; i < batch.Mask.Length; i++)
        {
            if (batch.Mask[i] != 0)
            {
                delights[count++] = Delight(batch.LogProbs[i], batch.Advantages[i / batch.Decisions]);
            }
        }

        int kept = Math.Max(1, (int)Math.Round(share * count, MidpointRounding.ToEven));
        delights.Sort();
        return DecisionRules.Apply(new Rule(delights[count - kept]), batch, coefficients);
    }

    private static double Delight(double logProb, double advantage) => advantage * -logProb;

    private readonly struct Rule(double lowest) : IDecisionRule
    {
        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage) =>
            Delight(logProb, advantage) >= lowest ? DecisionTerm.Weighted(advantage, logProb) : default;
    }
}
