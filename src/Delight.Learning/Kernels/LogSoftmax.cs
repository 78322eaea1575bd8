using System.Globalization;
using Delight.Determinism;

namespace Delight.Learning.Kernels;

/// <summary>Log-softmax of decisions and the start of the backward chain. Dims: D decisions, A actions.</summary>
/// <remarks>
/// <para><c>log π(a) = z_a − m − log Σ_j exp(z_j − m)</c>, <c>m = max_j z_j</c>; in double, sums in ascending
/// index.</para>
/// <para>Every decision is computed by itself: the same bits on every machine and whatever stands beside it. Allocates
/// nothing.</para>
/// </remarks>
public static class LogSoftmax
{
    /// <summary>Log-probability of each chosen action and the probabilities of all.</summary>
    /// <param name="logits">[D, A] row-major, finite.</param>
    /// <param name="actions">A, at least 1.</param>
    /// <param name="chosen">[D] from 0 to A − 1.</param>
    /// <param name="logProbs">[D] natural logarithms, at most 0; overwritten.</param>
    /// <param name="probabilities">[D, A]; overwritten. Below about 1e-323 they are 0, the log-probability stays
    /// right.</param>
    /// <exception cref="ArgumentException">A length differs from its dims.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A is below 1, or a chosen action is not one of them.</exception>
    public static void Forward(
        ReadOnlySpan<float> logits, int actions, ReadOnlySpan<int> chosen, Span<double> logProbs,
        Span<double> probabilities)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(actions, 1);
        Shape.RequireLength(nameof(logits), logits.Length, chosen.Length * actions, "[D, A] of chosen and actions");
        Shape.RequireLength(nameof(logProbs), logProbs.Length, chosen.Length, "[D] of chosen");
        Shape.RequireLength(nameof(probabilities), probabilities.Length, logits.Length, "[D, A] of logits");
        for (int d = 0; d < chosen.Length; d++)
        {
            RequireAction(chosen, d, actions);
            logProbs[d] =
                Forward(logits.Slice(d * actions, actions), chosen[d], probabilities.Slice(d * actions, actions));
        }
    }

    /// <summary>Gradient by the logits of <c>Σ_d c_d · log π(a_d)</c>: <c>dz_j = c · (1[j = a] − π(j))</c>.</summary>
    /// <remarks>
    /// Overwrites, unlike other backward kernels: it starts the chain. <c>1 − π(a)</c> is the sum of the other
    /// probabilities, which keeps its digits where π(a) is near 1. A coefficient of 0 gives zeros, whatever stands
    /// beside it.
    /// </remarks>
    /// <param name="probabilities">[D, A] as <c>Forward</c> wrote them.</param>
    /// <param name="actions">A, at least 1.</param>
    /// <param name="chosen">[D] from 0 to A − 1.</param>
    /// <param name="coefficients">[D] c.</param>
    /// <param name="dLogits">[D, A] row-major; overwritten.</param>
    /// <exception cref="ArgumentException">A length differs from its dims.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A is below 1, or a chosen action is not one of them.</exception>
    public static void Backward(
        ReadOnlySpan<double> probabilities, int actions, ReadOnlySpan<int> chosen, ReadOnlySpan<float> coefficients,
        Span<float> dLogits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(actions, 1);
        Shape.RequireLength(
            nameof(probabilities), probabilities.Length, chosen.Length * actions, "[D, A] of chosen and actions");
        Shape.RequireLength(nameof(coefficients), coefficients.Length, chosen.Length, "[D] of chosen");
        Shape.RequireLength(nameof(dLogits), dLogits.Length, probabilities.Length, "[D, A] of probabilities");
        for (int d = 0; d < chosen.Length; d++)
        {
            Span<float> dz = dLogits.Slice(d * actions, actions);
            if (coefficients[d] == 0)
            {
                dz.Clear();
                continue;
            }

            RequireAction(chosen, d, actions);
            Backward(probabilities.Slice(d * actions, actions), chosen[d], coefficients[d], dz);
        }
    }

    /// <summary>Entropy of one decision, <c>−Σ_j π(j) log π(j)</c>, in nats.</summary>
    /// <param name="probabilities">[A]; those that are 0 contribute nothing.</param>
    public static double Entropy(ReadOnlySpan<double> probabilities)
    {
        double entropy = 0;
        foreach (double probability in probabilities)
        {
            entropy -= probability > 0 ? probability * StableMath.Log(probability) : 0;
        }

        return entropy;
    }

    /// <summary>Confidence of one decision, <c>Σ_j π(j)²</c>, from 1 / A to 1.</summary>
    /// <param name="probabilities">[A].</param>
    public static double Confidence(ReadOnlySpan<double> probabilities)
    {
        double confidence = 0;
        foreach (double probability in probabilities)
        {
            confidence += probability * probability;
        }

        return confidence;
    }

    private static double Forward(ReadOnlySpan<float> z, int action, Span<double> p)
    {
        float max = z[0];
        for (int j = 1; j < z.Length; j++)
        {
            max = Math.Max(max, z[j]);
        }

        for (int j = 0; j < p.Length; j++)
        {
            p[j] = (double)z[j] - max;
        }

        ExponentialLanes.InPlace(p);
        double sum = 0;
        foreach (double e in p)
        {
            sum += e;
        }

        double inverse = 1 / sum;
        for (int j = 0; j < p.Length; j++)
        {
            p[j] *= inverse;
        }

        return (double)z[action] - max - StableMath.Log(sum);
    }

    private static void Backward(ReadOnlySpan<double> p, int action, double coefficient, Span<float> dz)
    {
        double others = 0;
        for (int j = 0; j < p.Length; j++)
        {
            others += j == action ? 0 : p[j];
            dz[j] = (float)(-coefficient * p[j]);
        }

        dz[action] = (float)(coefficient * others);
    }

    private static void RequireAction(ReadOnlySpan<int> chosen, int decision, int actions)
    {
        if ((uint)chosen[decision] >= (uint)actions)
        {
            throw new ArgumentOutOfRangeException(nameof(chosen), string.Create(
                CultureInfo.InvariantCulture,
                    $"chosen[{decision}] is {chosen[decision]}; actions are 0 to {actions - 1}."));
        }
    }
}
