using Delight.Learning.Kernels;

namespace Delight.Learning.Diagnostics;

/// <summary>How undecided the learner is.</summary>
public static class DecisionEntropy
{
    /// <summary>Mean of <c>−Σ_j π(j) log π(j)</c> over the unmasked decisions, in nats: 0 to log A.</summary>
    /// <param name="probabilities">[B, T, A] row-major.</param>
    /// <param name="actions">A, at least 1.</param>
    /// <param name="mask">[B, T]; at least one is not 0.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public static double Mean(ReadOnlySpan<double> probabilities, int actions, ReadOnlySpan<byte> mask)
    {
        Shape.RequireLength(
            nameof(probabilities), probabilities.Length, mask.Length * actions, "[B, T, A] of mask and actions");
        double sum = 0;
        int count = 0;
        for (int i = 0; i < mask.Length; i++)
        {
            if (mask[i] != 0)
            {
                sum += LogSoftmax.Entropy(probabilities.Slice(i * actions, actions));
                count++;
            }
        }

        return sum / count;
    }
}
