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
    /// <summary>The row's advantage by the run's baseline, in units of reward.</summary>
    public double Advantage { get; init; }

    /// <summary>Mean of −l over the unmasked decisions, in nats; 0 where there is none.</summary>
    public double SurprisalMean { get; init; }

    /// <summary>Sum of <c>c · N / A</c> over <see cref="Decisions"/>: each is 1 for reinforce.</summary>
    public double WeightSum { get; init; }

    /// <summary>Measures a row. Sums in double, ascending index; allocates nothing.</summary>
    /// <param name="batch">That the row is of.</param>
    /// <param name="row">Its number, from 0 to B − 1.</param>
    /// <param name="coefficients">[T] as the estimator wrote them.</param>
    /// <param name="dLogits">[T, A] the gradient with respect to its logits; empty where it is 0.</param>
    public static RowEffect Of(
        in DecisionBatch batch, int row, ReadOnlySpan<float> coefficients, ReadOnlySpan<float> dLogits)
    {
        int decisions = 0, silent = 0, unmasked = 0;
        double weights = 0, surprisals = 0, advantage = batch.Advantages[row];
        for (int t = 0; t < coefficients.Length; t++)
        {
            int cell = (row * batch.Decisions) + t;
            if (batch.Mask[cell] == 0)
            {
                continue;
            }

            unmasked++;
            surprisals -= batch.LogProbs[cell];
            if (advantage != 0)
            {
                decisions++;
                silent += coefficients[t] == 0 ? 1 : 0;
                weights += coefficients[t] * (double)batch.Count / advantage;
            }
        }

        double squares = 0;
        foreach (float slope in dLogits)
        {
            squares += (double)slope * slope;
        }

        return new RowEffect(decisions, silent, batch.Count * Math.Sqrt(squares))
        {
            Advantage = advantage, SurprisalMean = surprisals / Math.Max(1, unmasked), WeightSum = weights,
        };
    }
}
