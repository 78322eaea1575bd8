using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Delight.Learning.Kernels;

/// <summary>Layer normalisation with a scale and no shift, row by row. Dims: N rows, W columns.</summary>
/// <remarks>
/// <para><c>y[n, w] = scale[w] · (x[n, w] − mean_n) / √(variance_n + 1e-6)</c>, with the population variance of the
/// row.</para>
/// <para>Sums run in eight fixed lanes, a spelled-out fold, then the tail in ascending order: a row has the same bits
/// on every machine and whatever stands beside it. Allocates nothing.</para>
/// <para>Source: Ba, Kiros, Hinton (2016), "Layer Normalization". Our choice: no shift.</para>
/// </remarks>
public static class LayerNorm
{
    /// <summary>What is added to the variance.</summary>
    public const float Epsilon = 1e-6f;

    /// <summary>Normalises every row.</summary>
    /// <param name="x">[N, W], not transposed.</param>
    /// <param name="scale">[W].</param>
    /// <param name="statistics">[N, 2]: mean and <c>1 / √(variance + 1e-6)</c> of each row; overwritten.</param>
    /// <param name="y">[N, W]; overwritten; must not overlap <paramref name="x"/>.</param>
    /// <exception cref="ArgumentException">Dimensions do not match.</exception>
    public static void Forward(ReadOnlyMatrix x, ReadOnlySpan<float> scale, Span<float> statistics, Matrix y)
    {
        Require(x, scale.Length, statistics.Length);
        Shape.RequireLength(nameof(y), y.Values.Length, x.Values.Length, "[N, W] of x");
        for (int row = 0; row < x.Rows; row++)
        {
            ReadOnlySpan<float> xs = x.Values.Slice(row * x.Columns, x.Columns);
            (float mean, float inverse) = Statistics(xs);
            statistics[2 * row] = mean;
            statistics[(2 * row) + 1] = inverse;
            Normalise(xs, scale, (mean, inverse), y.Values.Slice(row * x.Columns, x.Columns));
        }
    }

    /// <summary>
    /// <c>dx += r (g − mean(g) − x̂ mean(g x̂))</c> with <c>g = dy · scale</c>, <c>x̂ = (x − mean) r</c>; <c>dScale +=
    /// Σ_n dy x̂</c>, n ascending. Adds; the caller clears both.
    /// </summary>
    /// <param name="saved">Input, scale and statistics of the forward pass.</param>
    /// <param name="dy">[N, W] gradient by the output.</param>
    /// <param name="dx">[N, W] accumulated gradient by the input; must not overlap <paramref name="dy"/>.</param>
    /// <param name="dScale">[W] accumulated gradient by the scale.</param>
    /// <exception cref="ArgumentException">Dimensions do not match.</exception>
    public static void Backward(in Saved saved, ReadOnlySpan<float> dy, Span<float> dx, Span<float> dScale)
    {
        Require(saved.X, saved.Scale.Length, saved.Statistics.Length);
        Shape.RequireLength(nameof(dy), dy.Length, saved.X.Values.Length, "[N, W] of x");
        Shape.RequireLength(nameof(dx), dx.Length, saved.X.Values.Length, "[N, W] of x");
        Shape.RequireLength(nameof(dScale), dScale.Length, saved.X.Columns, "[W]");
        for (int row = 0; row < saved.X.Rows; row++)
        {
            BackwardRow(saved, row, dy, dx, dScale);
        }
    }

    private static (float Mean, float Inverse) Statistics(ReadOnlySpan<float> x)
    {
        ref float xs = ref MemoryMarshal.GetReference(x);
        nuint count = (nuint)x.Length, lanes = (nuint)Vector256<float>.Count, i = 0;
        Vector256<float> sums = Vector256<float>.Zero;
        for (; i + lanes <= count; i += lanes)
        {
            sums += Vector256.LoadUnsafe(ref xs, i);
        }

        float sum = LaneFold.Sum(sums);
        for (int j = (int)i; j < x.Length; j++)
        {
            sum += x[j];
        }

        float mean = sum / x.Length;
        sums = Vector256<float>.Zero;
        for (i = 0; i + lanes <= count; i += lanes)
        {
            Vector256<float> centred = Vector256.LoadUnsafe(ref xs, i) - Vector256.Create(mean);
            sums = Vector256.FusedMultiplyAdd(centred, centred, sums);
        }

        sum = LaneFold.Sum(sums);
        for (int j = (int)i; j < x.Length; j++)
        {
            sum = MathF.FusedMultiplyAdd(x[j] - mean, x[j] - mean, sum);
        }

        return (mean, 1 / MathF.Sqrt((sum / x.Length) + Epsilon));
    }

    private static void Normalise(
        ReadOnlySpan<float> x, ReadOnlySpan<float> scale, (float Mean, float Inverse) row, Span<float> y)
    {
        ref float xs = ref MemoryMarshal.GetReference(x);
        ref float scales = ref MemoryMarshal.GetReference(scale);
        ref float ys = ref MemoryMarshal.GetReference(y);
        nuint count = (nuint)x.Length, lanes = (nuint)Vector256<float>.Count, i = 0;
        for (; i + lanes <= count; i += lanes)
        {
            Vector256<float> unit = (Vector256.LoadUnsafe(ref xs, i) - Vector256.Create(row.Mean)) * row.Inverse;
            (unit * Vector256.LoadUnsafe(ref scales, i)).StoreUnsafe(ref ys, i);
        }

        for (int j = (int)i; j < x.Length; j++)
        {
            y[j] = (x[j] - row.Mean) * row.Inverse * scale[j];
        }
    }

    private static void BackwardRow(in Saved saved, int row, ReadOnlySpan<float> dy, Span<float> dx, Span<float> dScale)
    {
        int width = saved.X.Columns, start = row * width, j;
        float mean = saved.Statistics[2 * row], inverse = saved.Statistics[(2 * row) + 1];
        ReadOnlySpan<float> x = saved.X.Values.Slice(start, width);
        ref float xs = ref MemoryMarshal.GetReference(x);
        ref float scales = ref MemoryMarshal.GetReference(saved.Scale);
        ref float dys = ref MemoryMarshal.GetReference(dy[start..]);
        ref float dxs = ref MemoryMarshal.GetReference(dx[start..]);
        ref float dScales = ref MemoryMarshal.GetReference(dScale);
        nuint count = (nuint)width, lanes = (nuint)Vector256<float>.Count, i = 0;
        Vector256<float> sums = Vector256<float>.Zero, products = Vector256<float>.Zero;
        for (; i + lanes <= count; i += lanes)
        {
            Vector256<float> slope = Vector256.LoadUnsafe(ref dys, i);
            Vector256<float> unit = (Vector256.LoadUnsafe(ref xs, i) - Vector256.Create(mean)) * inverse;
            Vector256.FusedMultiplyAdd(slope, unit, Vector256.LoadUnsafe(ref dScales, i)).StoreUnsafe(ref dScales, i);
            slope *= Vector256.LoadUnsafe(ref scales, i);
            sums += slope;
            products = Vector256.FusedMultiplyAdd(slope, unit, products);
        }

        float sum = LaneFold.Sum(sums), product = LaneFold.Sum(products);
        for (j = (int)i; j < width; j++)
        {
            float unit = (x[j] - mean) * inverse, slope = dy[start + j];
            dScale[j] = MathF.FusedMultiplyAdd(slope, unit, dScale[j]);
            slope *= saved.Scale[j];
            sum += slope;
            product = MathF.FusedMultiplyAdd(slope, unit, product);
        }

        sum /= width;
        product /= width;
        for (i = 0; i + lanes <= count; i += lanes)
        {
            Vector256<float> slope = Vector256.LoadUnsafe(ref dys, i) * Vector256.LoadUnsafe(ref scales, i);
            Vector256<float> unit = (Vector256.LoadUnsafe(ref xs, i) - Vector256.Create(mean)) * inverse;
            Vector256<float> rest =
                Vector256.FusedMultiplyAdd(unit, Vector256.Create(-product), slope - Vector256.Create(sum));
            Vector256.FusedMultiplyAdd(rest, Vector256.Create(inverse), Vector256.LoadUnsafe(ref dxs, i)).StoreUnsafe(
                ref dxs, i);
        }

        for (j = (int)i; j < width; j++)
        {
            float unit = (x[j] - mean) * inverse, slope = dy[start + j] * saved.Scale[j];
            float rest = MathF.FusedMultiplyAdd(unit, -product, slope - sum);
            dx[start + j] = MathF.FusedMultiplyAdd(rest, inverse, dx[start + j]);
        }
    }

    private static void Require(ReadOnlyMatrix x, int scale, int statistics)
    {
        if (x.ColumnStride != 1)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"x is a transposed [{x.Rows}, {x.Columns}]; rows must lie without gaps."), nameof(x));
        }

        Shape.RequireLength(nameof(scale), scale, x.Columns, "[W] of x");
        Shape.RequireLength(nameof(statistics), statistics, 2 * x.Rows, "[N, 2] of x");
    }

    /// <summary>What the backward pass needs of the forward pass.</summary>
    public readonly ref struct Saved
    {
        /// <summary>[N, W] the input.</summary>
        public required ReadOnlyMatrix X { get; init; }

        /// <summary>[W].</summary>
        public required ReadOnlySpan<float> Scale { get; init; }

        /// <summary>[N, 2] as the forward pass wrote them.</summary>
        public required ReadOnlySpan<float> Statistics { get; init; }
    }
}
