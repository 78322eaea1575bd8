using Delight.Determinism;
using Delight.Learning.Kernels;

namespace Delight.Learning.Estimators;

/// <summary>Runs a rule over a batch: <c>c_t = slope_t / N</c>, <c>J = Σ objective_t / N</c>.</summary>
/// <remarks>Sums in double, ascending index. Allocates nothing.</remarks>
public static class DecisionRules
{
    /// <summary>Writes one coefficient per decision by a rule for one decision.</summary>
    /// <param name="rule">The formula.</param>
    /// <param name="batch">B rows of T decisions.</param>
    /// <param name="coefficients">[B, T]; overwritten.</param>
    /// <returns>The objective.</returns>
    /// <exception cref="ArgumentException">A length differs from its dims.</exception>
    public static double Apply<TRule>(TRule rule, in DecisionBatch batch, Span<float> coefficients)
        where TRule : struct, IDecisionRule => ApplyToRows(new EachDecision<TRule>(rule), batch, coefficients);

    /// <summary>Writes one coefficient per decision by a rule that looks at whole rows.</summary>
    /// <inheritdoc cref="Apply{TRule}(TRule, in DecisionBatch, Span{float})"/>
    public static double ApplyToRows<TRule>(TRule rule, in DecisionBatch batch, Span<float> coefficients)
        where TRule : struct, IRowRule
    {
        Shape.RequireLength(nameof(coefficients), coefficients.Length, batch.Mask.Length, "[B, T]");
        double objective = 0;
        for (int row = 0, i = 0; row < batch.Rows; row++)
        {
            double advantage = batch.Advantages[row];
            rule.Enter(new DecisionRow(batch, row));
            for (int t = 0; t < batch.Decisions; t++, i++)
            {
                // A rule that draws is asked for decisions that a mask leaves out too: masks move no draw.
                DecisionTerm term = batch.Mask[i] == 0
                    ? default
                    : rule.Term(batch.LogProbs[i], batch.BehaviourLogProbs[i], advantage);
                term = batch.Keeps(i) ? term : default;
                objective += term.Objective;
                coefficients[i] = (float)(term.Slope / batch.Count);
            }
        }

        return objective / batch.Count;
    }

    /// <summary><c>l − u</c>, clamped to ±<see cref="DecisionBatch.LogRatioMax"/>.</summary>
    public static double LogRatio(double logProb, double behaviourLogProb) =>
        Math.Clamp(logProb - behaviourLogProb, -DecisionBatch.LogRatioMax, DecisionBatch.LogRatioMax);

    /// <summary>Importance ratio <c>exp(l − u)</c> of the clamped difference.</summary>
    public static double Ratio(double logProb, double behaviourLogProb) =>
        StableMath.Exp(LogRatio(logProb, behaviourLogProb));

    /// <summary><c>exp</c> of a sum of log-ratios, cut off at exp(<see cref="DecisionBatch.LogRatioMax"/>) as a single
    /// ratio is.</summary>
    public static double Product(double logRatioSum) =>
        StableMath.Exp(Math.Min(logRatioSum, DecisionBatch.LogRatioMax));

    /// <summary>A rule for one decision in the loop over rows.</summary>
    private struct EachDecision<TRule>(TRule rule) : IRowRule
        where TRule : struct, IDecisionRule
    {
        private TRule _rule = rule;

        public readonly void Enter(in DecisionRow row)
        {
            // It does not look at rows.
        }

        public DecisionTerm Term(double logProb, double behaviourLogProb, double advantage) =>
            _rule.Term(logProb, behaviourLogProb, advantage);
    }
}
