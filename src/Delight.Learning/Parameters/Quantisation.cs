using Delight.Learning.Kernels;

namespace Delight.Learning.Parameters;

/// <summary>Rounds weights to a coarser number format and back: what a worker on other hardware decodes with.</summary>
/// <remarks>
/// <para>bf16: the float with its lower 16 bits rounded away, to nearest, ties to even; NaN stays NaN. int8, for each
/// tensor: <c>s = max |w| / 127</c>, <c>w ← s · round(w / s)</c>, to nearest, ties to even; a tensor of zeros
/// stays.</para>
/// <para>The same bits on every machine. Allocates nothing.</para>
/// </remarks>
public static class Quantisation
{
    /// <summary>Writes the rounded weights.</summary>
    /// <param name="precision">The format.</param>
    /// <param name="layout">Tells the tensors apart.</param>
    /// <param name="parameters">[layout.Length] finite.</param>
    /// <param name="rounded">[layout.Length]; overwritten, or the very same span as
    /// <paramref name="parameters"/>.</param>
    /// <exception cref="ArgumentException">A length is not the layout's.</exception>
    public static void Round(
        DecodingPrecision precision, ParameterLayout layout, ReadOnlySpan<float> parameters, Span<float> rounded)
    {
        Shape.RequireLength(nameof(parameters), parameters.Length, layout.Length, "[layout.Length]");
        Shape.RequireLength(nameof(rounded), rounded.Length, layout.Length, "[layout.Length]");
        switch (precision)
        {
            case DecodingPrecision.BFloat16:
                for (int i = 0; i < rounded.Length; i++)
                {
                    rounded[i] = RoundToBFloat16(parameters[i]);
                }

                break;
            case DecodingPrecision.Int8:
                foreach (TensorSlot slot in layout.Slots)
                {
                    RoundToInt8(slot.In(parameters), slot.In(rounded));
                }

                break;
            default:
                parameters.CopyTo(rounded);
                break;
        }
    }

    private static float RoundToBFloat16(float value)
    {
        if (!float.IsFinite(value))
        {
            return value;
        }

        uint bits = BitConverter.SingleToUInt32Bits(value);
        uint tieToEven = 0x7FFF + ((bits >> 16) & 1);
        return BitConverter.UInt32BitsToSingle((bits + tieToEven) & 0xFFFF0000);
    }

    private static void RoundToInt8(ReadOnlySpan<float> weights, Span<float> rounded)
    {
        float largest = 0;
        foreach (float weight in weights)
        {
            largest = Math.Max(largest, Math.Abs(weight));
        }

        float scale = largest / 127;
        for (int i = 0; i < weights.Length; i++)
        {
            rounded[i] = scale == 0 ? weights[i] : scale * MathF.Round(weights[i] / scale, MidpointRounding.ToEven);
        }
    }
}
