using Delight.Learning.Estimators;
using Delight.Learning.Kernels;

namespace Delight.Learning.Diagnostics;

/// <summary>How much of their REINFORCE weight the decisions of one sign of advantage keep.</summary>
/// <param name="Share">Share of the unmasked decisions that have this sign, 0 to 1.</param>
/// <param name="WeightMean">Mean of <c>c · N / A</c>: the gate of dg, the ratio of pg, 1 for reinforce. 0 where there
/// is none.</param>
/// <param name="SurprisalMean">Mean of −l, in nats. 0 where there is none.</param>
public readonly record struct GateStatistics(double Share, double WeightMean, double SurprisalMean)
{
    /// <summary>Measures the successes, A &gt; 0.</summary>
    /// <inheritdoc cref="Of"/>
    public static GateStatistics OfSuccesses(in DecisionBatch batch, ReadOnlySpan<float> coefficients) =>
        Of(batch, coefficients, 1);

    /// <summary>Measures the failures, A &lt; 0.</summary>
    /// <inheritdoc cref="Of"/>
    public static GateStatistics OfFailures(in DecisionBatch batch, ReadOnlySpan<float> coefficients) =>
        Of(batch, coefficients, -1);

    /// <summary>Measures one sign. Sums in double, ascending index; allocates nothing.</summary>
    /// <param name="batch">At least one unmasked decision; A is the advantage by the run's baseline.</param>
    /// <param name="coefficients">[B, T] as the estimator wrote them.</param>
    /// <param name="sign">1 or −1.</param>
    /// <exception cref="ArgumentException">The length is not B · T.</exception>
    private static GateStatistics Of(in DecisionBatch batch, ReadOnlySpan<float> coefficients, int sign)
    {
        Shape.RequireLength(nameof(coefficients), coefficients.Length, batch.Mask.Length, "[B, T]");
        double weights = 0, surprisals = 0;
        int count = 0;
        for (int i = 0; i < coefficients.Length; i++)
        {
            double advantage = batch.Advantages[i / batch.Decisions];
            if (batch.Mask[i] == 0 || Math.Sign(advantage) != sign)
            {
                continue;
            }

            weights += coefficients[i] * (double)batch.Count / advantage;
            surprisals -= batch.LogProbs[i];
            count++;
        }

        int divisor = Math.Max(1, count);
        return new GateStatistics((double)count / batch.Count, weights / divisor, surprisals / divisor);
    }
}
