using Delight.Determinism;
using Delight.Learning.Kernels;

namespace Delight.Learning.Estimators;

/// <summary>Runs a per-decision rule over a batch: <c>c_t = slope_t / N</c>, <c>J = Σ objective_t / N</c>.</summary>
/// <remarks>Sums in double, ascending index. Allocates nothing.</remarks>
public static class DecisionRules
{
    /// <summary>Writes one coefficient per decision with the batch's own advantages.</summary>
    /// <inheritdoc cref="Apply{TRule}(TRule, in DecisionBatch, ReadOnlySpan{double}, Span{float})"/>
    public static double Apply<TRule>(TRule rule, in DecisionBatch batch, Span<float> coefficients)
        where TRule : struct, IDecisionRule => Apply(rule, batch, batch.Advantages, coefficients);

    /// <summary>Writes one coefficient per decision with other advantages than the batch's, for estimators that define
    /// their own.</summary>
    /// <param name="rule">The formula.</param>
    /// <param name="batch">B rows of T decisions.</param>
    /// <param name="advantages">[B].</param>
    /// <param name="coefficients">[B, T]; overwritten.</param>
    /// <returns>The objective.</returns>
    /// <exception cref="ArgumentException">A length differs from its dims.</exception>
    public static double Apply<TRule>(
        TRule rule, in DecisionBatch batch, ReadOnlySpan<double> advantages, Span<float> coefficients)
        where TRule : struct, IDecisionRule
    {
        Shape.RequireLength(nameof(advantages), advantages.Length, batch.Rows, "[B]");
        Shape.RequireLength(nameof(coefficients), coefficients.Length, batch.Mask.Length, "[B, T]");
        double objective = 0;
        for (int row = 0, i = 0; row < batch.Rows; row++)
        {
            for (int t = 0; t < batch.Decisions; t++, i++)
            {
                DecisionTerm term = batch.Mask[i] == 0
                    ? default
                    : rule.Term(batch.LogProbs[i], batch.BehaviourLogProbs[i], advantages[row]);
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
}
