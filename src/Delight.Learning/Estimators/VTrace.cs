using Delight.Determinism;
using Delight.Learning.Kernels;

namespace Delight.Learning.Estimators;

/// <summary>V-trace policy gradient for a reward at the end of a row: truncated ratios of all later decisions multiply
/// in.</summary>
/// <param name="rhoBar">Cap of the ratio that weighs a decision, above 0. Default 1.</param>
/// <param name="cBar">Cap of the ratios of the trace between, at least 0. Default 1.</param>
/// <remarks>
/// <para>Discount 1, reward at the row's last unmasked decision L; value is the row's baseline before L and 0 after it.
/// <c>w_L = min(ρ̄, ratio_L)</c>; for s before L: <c>w_s = min(ρ̄, ratio_s) · Π_{s&lt;i&lt;L} min(c̄, ratio_i) ·
/// min(ρ̄, ratio_L)</c>. <c>c = w · A / N</c>, objective <c>mean(w · A · l)</c>, the weight without gradient.</para>
/// <para>Masked decisions take no part, wherever they stand: L is the last unmasked one and the product runs over
/// unmasked ones. Products are sums of logarithms, cut off at exp(60) as a single ratio is.</para>
/// <para>Source: Espeholt et al. (2018), "IMPALA". Our choice: there is no value function; the run's baseline stands
/// for
/// it, and so several samples a context are needed.</para>
/// </remarks>
public sealed class VTrace(double rhoBar, double cBar) : IEstimator
{
    private readonly double _logRhoBar = StableMath.Log(rhoBar);
    private readonly double _logCBar = StableMath.Log(cBar);

    /// <inheritdoc/>
    public bool NeedsBehaviourLogProbs => true;

    /// <inheritdoc/>
    public bool NeedsGroups => true;

    /// <inheritdoc/>
    public double Compute(in DecisionBatch batch, Span<float> coefficients)
    {
        Shape.RequireLength(nameof(coefficients), coefficients.Length, batch.Mask.Length, "[B, T]");
        double objective = 0;
        for (int row = 0; row < batch.Rows; row++)
        {
            objective += Row(batch, row, coefficients);
        }

        return objective / batch.Count;
    }

    private double Row(in DecisionBatch batch, int row, Span<float> coefficients)
    {
        double objective = 0, logTrace = 0, logLast = 0;
        bool isLast = true;
        int first = row * batch.Decisions;
        for (int i = first + batch.Decisions - 1; i >= first; i--)
        {
            if (batch.Mask[i] == 0)
            {
                coefficients[i] = 0;
                continue;
            }

            double logRatio = DecisionRules.LogRatio(batch.LogProbs[i], batch.BehaviourLogProbs[i]);
            double logWeight = Math.Min(_logRhoBar, logRatio) + logTrace + logLast;
            if (isLast)
            {
                (isLast, logLast) = (false, logWeight);
            }
            else
            {
                logTrace += Math.Min(_logCBar, logRatio);
            }

            double slope = batch.Keeps(i) ? DecisionRules.Product(logWeight) * batch.Advantages[row] : 0;
            objective += slope * batch.LogProbs[i];
            coefficients[i] = (float)(slope / batch.Count);
        }

        return objective;
    }
}
