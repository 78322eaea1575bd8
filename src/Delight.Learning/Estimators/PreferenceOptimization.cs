using Delight.Determinism;

namespace Delight.Learning.Estimators;

/// <summary>Preference optimisation from successes and failures apart (PMPO): only the sign of the advantage
/// counts.</summary>
/// <param name="alpha">Weight of the preferred decisions, 0 to 1. Default 0.5.</param>
/// <param name="beta">Weight of the anchor to the behaviour policy, at least 0. Default 0.1.</param>
/// <param name="gamma">Probability below which a rejected action is no longer pushed down, 0 to 1. Default
/// 1e-9.</param>
/// <remarks>
/// <para><c>J = α · mean₊(l) − (1 − α) · mean₋(log(γ + p)) − β · mean(u − l)</c>, <c>p = exp(l)</c>; mean₊ over the N₊
/// decisions with A &gt; 0, mean₋ over the N₋ with A ≤ 0; an empty class contributes 0.</para>
/// <para><c>c = α / N₊ + β / N</c> or <c>−(1 − α) / N₋ · p / (p + γ) + β / N</c>. The coefficients need no behaviour
/// log-probabilities; the objective's anchor term reads them.</para>
/// <para>Source: Abdolmaleki et al. (2024), "Preference Optimization as Probabilistic Inference", here per
/// token.</para>
/// </remarks>
public sealed class PreferenceOptimization(double alpha, double beta, double gamma) : IEstimator
{
    private readonly double _logGamma = StableMath.Log(gamma);

    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => false;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients)
    {
        int preferred = CountPreferred(batch);
        int rejected = batch.Count - preferred;
        Rule rule = new()
        {
            // Times N, since the loop over the batch divides by N again. An empty class never asks for its weight.
            PreferredWeight = alpha * batch.Count / Math.Max(1, preferred),
            RejectedWeight = (1 - alpha) * batch.Count / Math.Max(1, rejected),
            LogGamma = _logGamma,
        };
        return DecisionRules.Apply(new AnchoredRule<Rule>(rule, beta), batch, coefficients);
    }

    private static int CountPreferred(in DecisionBatch batch)
    {
        int preferred = 0;
        for (int row = 0; row < batch.Rows; row++)
        {
            ReadOnlySpan<byte> mask = batch.Mask.Slice(row * batch.Decisions, batch.Decisions);
            preferred += batch.Advantages[row] > 0 ? mask.Length - mask.Count((byte)0) : 0;
        }

        return preferred;
    }

    private readonly struct Rule : IDecisionRule
    {
        public required double PreferredWeight { get; init; }

        public required double RejectedWeight { get; init; }

        public required double LogGamma { get; init; }

        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage)
        {
            if (advantage > 0)
            {
                return DecisionTerm.Weighted(PreferredWeight, logProb);
            }

            // log(γ + p) and p / (p + γ) from their logarithms, which stay right where p itself is no longer a number.
            double over = logProb - LogGamma;
            double logSum = Math.Max(logProb, LogGamma) + StableMath.Log(1 + StableMath.Exp(-Math.Abs(over)));
            return new DecisionTerm(-RejectedWeight * logSum, -RejectedWeight * StableMath.Sigmoid(over));
        }
    }
}
