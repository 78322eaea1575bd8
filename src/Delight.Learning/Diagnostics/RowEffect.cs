using Delight.Learning.Estimators;

namespace Delight.Learning.Diagnostics;

/// <summary>What an update made of one row.</summary>
/// <param name="Decisions">Unmasked decisions with an advantage other than 0.</param>
/// <param name="SilentDecisions">Those of them with the coefficient 0: clipped, out of a trust region, or masked by the
/// estimator.</param>
/// <param name="GradientNorm">Norm of the gradient of the objective with respect to the row's logits, times the
/// decisions of the batch: <c>N ‖∂J / ∂z‖</c>, so that it does not depend on the batch's size.</param>
public readonly record struct RowEffect(int Decisions, int SilentDecisions, double GradientNorm)
{
    /// <summary>Measures a row. Sums in double, ascending index; allocates nothing.</summary>
    /// <param name="batch">That the row is of.</param>
    /// <param name="row">Its number, from 0 to B − 1.</param>
    /// <param name="coefficients">[T] as the estimator wrote them.</param>
    /// <param name="dLogits">[T, A] the gradient with respect to its logits; empty where it is 0.</param>
    public static RowEffect Of(
        in DecisionBatch batch, int row, ReadOnlySpan<float> coefficients, ReadOnlySpan<float> dLogits)
    {
        int decisions = 0, silent = 0;
        for (int t = 0; t < coefficients.Length && batch.Advantages[row] != 0; t++)
        {
            int unmasked = batch.Mask[(row * batch.Decisions) + t];
            decisions += unmasked;
            silent += coefficients[t] == 0 ? unmasked : 0;
        }

        double squares = 0;
        foreach (float slope in dLogits)
        {
            squares += (double)slope * slope;
        }

        return new RowEffect(decisions, silent, batch.Count * Math.Sqrt(squares));
    }
}
