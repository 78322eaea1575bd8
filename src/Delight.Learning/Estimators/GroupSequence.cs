using Delight.Determinism;

namespace Delight.Learning.Estimators;

/// <summary>Group sequence policy optimisation (GSPO): one ratio for a whole row, clipped as in PPO.</summary>
/// <param name="clipLow">ε below 1, at least 0. Default 3e-4.</param>
/// <param name="clipHigh">ε above 1, at least 0. Default 4e-4.</param>
/// <remarks>
/// <para><c>s = exp(mean of l − u over the row)</c>. <c>c = s · A / (T · R)</c> with T decisions of the row and R rows
/// that have any; 0 where A &gt; 0 and s &gt; 1 + ε_high, or A &lt; 0 and s &lt; 1 − ε_low. Objective: mean over rows
/// of
/// <c>min(s · A, clamp(s, 1 − ε_low, 1 + ε_high) · A)</c>. On rows of one decision it is PPO (tested).</para>
/// <para>Source: Zheng et al. (2025), "Group Sequence Policy Optimization", arXiv 2507.18071. Our choice: the run's
/// baseline makes A.</para>
/// </remarks>
public sealed class GroupSequence(double clipLow, double clipHigh) : IEstimator
{
    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => true;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients) =>
        DecisionRules.ApplyToRows(
            new Rule(new ClippedRule(clipLow, clipHigh), (double)batch.Count / batch.CountRows()), batch, coefficients);

    /// <summary>Each row weighs the same, where the loop over the batch gives each decision 1 / N.</summary>
    private struct Rule(ClippedRule clipped, double decisionsPerRow) : IRowRule
    {
        private DecisionTerm _term;

        public void Enter(in DecisionRow row)
        {
            DecisionTerm term = clipped.Of(StableMath.Exp(row.LogRatioMean()), row.Advantage);
            double weight = decisionsPerRow / Math.Max(1, row.Count);
            _term = new DecisionTerm(term.Objective * weight, term.Slope * weight);
        }

        public readonly DecisionTerm Term(double logProb, double behaviourLogProb, double advantage) => _term;
    }
}
