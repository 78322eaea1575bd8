using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Delight.Learning.Kernels;

namespace Delight.Learning.Optimisers;

/// <summary>Adam over one flat parameter array, ascending.</summary>
/// <remarks>
/// <para><c>m ← β1 m + (1 − β1) g</c>, <c>v ← β2 v + (1 − β2) g²</c>,
/// <c>θ ← θ + lr / (1 − β1ᵗ) · m / (√v / √(1 − β2ᵗ) + ε)</c>, with g the gradient of an objective to be raised.</para>
/// <para>Lanes hold whole elements, every operation is correctly rounded: same bits on every machine. A step allocates
/// nothing. Not thread-safe.</para>
/// <para>Source: Kingma and Ba (2015), "Adam: A Method for Stochastic Optimization"; ε as in PyTorch, outside the
/// bias correction. Our choice: the powers βᵗ are running products, since the platform's Pow is not the same
/// everywhere.</para>
/// </remarks>
public sealed class Adam
{
    private readonly AdamOptions _options;
    private readonly float[] _firstMoment;
    private readonly float[] _secondMoment;

    /// <summary>Starts with zero moments.</summary>
    /// <param name="length">Number of parameters.</param>
    /// <param name="options">Decays and ε.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public Adam(int length, AdamOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        RequireDecay(options.Beta1, nameof(options.Beta1));
        RequireDecay(options.Beta2, nameof(options.Beta2));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Epsilon, 0);
        _options = options;
        _firstMoment = new float[length];
        _secondMoment = new float[length];
    }

    /// <summary>β1ᵗ and β2ᵗ after t steps; 1 before the first.</summary>
    public (double Beta1, double Beta2) DecayPowers { get; private set; } = (1, 1);

    /// <summary>[length] m.</summary>
    public ReadOnlySpan<float> FirstMoment => _firstMoment;

    /// <summary>[length] v.</summary>
    public ReadOnlySpan<float> SecondMoment => _secondMoment;

    /// <summary>Takes one step upwards.</summary>
    /// <param name="parameters">[length] θ; changed in place.</param>
    /// <param name="gradient">[length] g; read only; must not overlap.</param>
    /// <param name="learningRate">lr, at least 0.</param>
    /// <exception cref="ArgumentException">A length differs.</exception>
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradient, double learningRate)
    {
        Shape.RequireLength(nameof(parameters), parameters.Length, _firstMoment.Length, "[length] of the optimiser");
        Shape.RequireLength(nameof(gradient), gradient.Length, _firstMoment.Length, "[length] of the optimiser");
        DecayPowers = (DecayPowers.Beta1 * _options.Beta1, DecayPowers.Beta2 * _options.Beta2);
        float stepSize = (float)(learningRate / (1 - DecayPowers.Beta1));
        float rootScale = (float)(1 / Math.Sqrt(1 - DecayPowers.Beta2));
        float beta1 = (float)_options.Beta1, beta2 = (float)_options.Beta2, epsilon = (float)_options.Epsilon;
        float rest1 = (float)(1 - _options.Beta1), rest2 = (float)(1 - _options.Beta2);

        ref float p = ref MemoryMarshal.GetReference(parameters);
        ref float g = ref MemoryMarshal.GetReference(gradient);
        ref float ms = ref MemoryMarshal.GetReference(_firstMoment.AsSpan());
        ref float vs = ref MemoryMarshal.GetReference(_secondMoment.AsSpan());
        nuint count = (nuint)parameters.Length, lanes = (nuint)Vector256<float>.Count, i = 0;
        for (; i + lanes <= count; i += lanes)
        {
            Vector256<float> slope = Vector256.LoadUnsafe(ref g, i);
            Vector256<float> m = Vector256.FusedMultiplyAdd(slope, Vector256.Create(rest1),
                Vector256.LoadUnsafe(ref ms, i) * beta1);
            Vector256<float> v = Vector256.FusedMultiplyAdd(slope * slope, Vector256.Create(rest2),
                Vector256.LoadUnsafe(ref vs, i) * beta2);
            m.StoreUnsafe(ref ms, i);
            v.StoreUnsafe(ref vs, i);
            Vector256<float> root = Vector256.FusedMultiplyAdd(
                Vector256.Sqrt(v), Vector256.Create(rootScale), Vector256.Create(epsilon));
            Vector256.FusedMultiplyAdd(m / root, Vector256.Create(stepSize), Vector256.LoadUnsafe(ref p, i))
                .StoreUnsafe(ref p, i);
        }

        for (int j = (int)i; j < parameters.Length; j++)
        {
            float slope = gradient[j];
            float m = MathF.FusedMultiplyAdd(slope, rest1, _firstMoment[j] * beta1);
            float v = MathF.FusedMultiplyAdd(slope * slope, rest2, _secondMoment[j] * beta2);
            _firstMoment[j] = m;
            _secondMoment[j] = v;
            float root = MathF.FusedMultiplyAdd(MathF.Sqrt(v), rootScale, epsilon);
            parameters[j] = MathF.FusedMultiplyAdd(m / root, stepSize, parameters[j]);
        }
    }

    private static void RequireDecay(double decay, string name)
    {
        // At 1 the bias correction divides by 0; NaN is in no range.
        ArgumentOutOfRangeException.ThrowIfLessThan(decay, 0, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(decay, 1, name);
    }

    /// <summary>Goes on from a checkpoint.</summary>
    /// <param name="firstMoment">[length] copied.</param>
    /// <param name="secondMoment">[length] copied.</param>
    /// <param name="decayPowers">As <see cref="DecayPowers"/> was.</param>
    /// <exception cref="ArgumentException">A length differs.</exception>
    public void Restore(ReadOnlySpan<float> firstMoment, ReadOnlySpan<float> secondMoment,
        (double Beta1, double Beta2) decayPowers)
    {
        Shape.RequireLength(nameof(firstMoment), firstMoment.Length, _firstMoment.Length, "[length] of the optimiser");
        Shape.RequireLength(nameof(secondMoment), secondMoment.Length, _secondMoment.Length,
            "[length] of the optimiser");
        firstMoment.CopyTo(_firstMoment);
        secondMoment.CopyTo(_secondMoment);
        DecayPowers = decayPowers;
    }
}
