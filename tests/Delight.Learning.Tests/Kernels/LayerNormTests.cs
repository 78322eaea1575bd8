using Delight.Determinism;
using Delight.Learning.Kernels;

namespace Delight.Learning.Tests.Kernels;

public sealed class LayerNormTests
{
    /// <summary>Room for the roundings of a row's sums in float32, relative to the largest magnitude.</summary>
    private const double RowTolerance = 2e-6;

    [Fact]
    public void Forward_OneAndThree_IsMinusOneAndOneTimesScale()
    {
        // mean 2, variance 1: (1 − 2) / √(1 + 1e-6) · 2 and (3 − 2) / √(1 + 1e-6) · 5.
        (float[] y, float[] statistics) = Forward([1, 3], [2, 5]);
        Near.Equal([-2.0, 5.0], y);
        Near.Equal([2.0, 1.0], statistics);
    }

    [Fact]
    public void ForwardAndBackward_EveryWidthTo70_AgreeWithTheFormulaInDouble()
    {
        for (int width = 1; width <= 70; width++)
        {
            RandomStream random = RandomStream.Derive(2, "norm", width);
            float[] x = Normals(ref random, 3 * width), scale = Normals(ref random, width),
                dy = Normals(ref random, 3 * width);
            (float[] y, float[] statistics) = Forward(x, scale);
            (double[] expected, double[] dx, double[] dScale) = Reference(x, scale, dy);
            double absolute = width == 1 ? 1e-2 : RowTolerance; // one column: 0 / √1e-6, nothing but rounding
            Near.Equal(expected, y, RowTolerance, absolute, $"y at width {width}");

            float[] actualDx = new float[x.Length], actualDScale = new float[width];
            LayerNorm.Backward(Saved(x, scale, statistics), dy, actualDx, actualDScale);
            Near.Equal(dx, actualDx, 2 * RowTolerance, absolute, $"dx at width {width}");
            Near.Equal(dScale, actualDScale, 2 * RowTolerance, absolute, $"dScale at width {width}");
        }
    }

    [Fact]
    public void Backward_FilledGradients_AreAddedTo()
    {
        float[] x = [1, 3, 4], scale = [1, 2, 3], dy = [1, -1, 2];
        float[] statistics = Forward(x, scale).Statistics;
        float[] dx = new float[3], dScale = new float[3], dxFilled = [5, 5, 5], dScaleFilled = [7, 7, 7];
        LayerNorm.Backward(Saved(x, scale, statistics), dy, dx, dScale);
        LayerNorm.Backward(Saved(x, scale, statistics), dy, dxFilled, dScaleFilled);
        Near.Equal([.. dx.Select(value => 5.0 + value)], dxFilled);
        Near.Equal([.. dScale.Select(value => 7.0 + value)], dScaleFilled);
        Assert.Contains(dx, value => value != 0);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(64)]
    public void Forward_RowBesideNotANumberAndAtAnOffset_HasTheSameBits(int width)
    {
        RandomStream random = RandomStream.Derive(3, "norm", width);
        float[] scale = Normals(ref random, width), row = Normals(ref random, width);
        float[] poisoned = [.. Enumerable.Repeat(float.NaN, width)], infinite = [.. row];
        infinite[width / 2] = float.PositiveInfinity;
        (float[] alone, float[] _) = Forward(row, scale);
        (float[] together, float[] _) = Forward([.. poisoned, .. row, .. infinite], scale);
        Assert.All(together[..width], value => Assert.True(float.IsNaN(value)));
        Assert.Equal(alone, together[width..(2 * width)]);
        Assert.Contains(together[(2 * width)..], float.IsNaN);
    }

    [Fact]
    public void Forward_EqualElements_AreZeroAndFinite()
    {
        Assert.Equal([0f, 0f, 0f], Forward([-0f, 0f, -0f], [1, 1, 1]).Y);
        float tiny = float.Epsilon; // subnormal: its square vanishes, the epsilon under the root carries
        Assert.All(Forward([tiny, tiny, tiny], [1, 1, 1]).Y, value => Assert.Equal(0f, value, 1e-30f));
    }

    [Fact]
    public void Forward_StatisticsTooShort_AreNamed()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => LayerNorm.Forward(
            new ReadOnlyMatrix(new float[6], 2, 3), new float[3], new float[3], new Matrix(new float[6], 2, 3)));
        Assert.Contains("statistics has 3 elements; [N, 2] of x needs 4.", error.Message, StringComparison.Ordinal);
    }

    private static (float[] Y, float[] Statistics) Forward(float[] x, float[] scale)
    {
        int rows = x.Length / scale.Length;
        float[] y = new float[x.Length], statistics = new float[2 * rows];
        LayerNorm.Forward(
            new ReadOnlyMatrix(x, rows, scale.Length), scale, statistics, new Matrix(y, rows, scale.Length));
        return (y, statistics);
    }

    private static LayerNorm.Saved Saved(float[] x, float[] scale, float[] statistics) => new()
    {
        X = new ReadOnlyMatrix(x, x.Length / scale.Length, scale.Length), Scale = scale, Statistics = statistics,
    };

    private static (double[] Y, double[] Dx, double[] DScale) Reference(float[] x, float[] scale, float[] dy)
    {
        int width = scale.Length;
        double[] y = new double[x.Length], dx = new double[x.Length], dScale = new double[width];
        for (int start = 0; start < x.Length; start += width)
        {
            double mean = 0, variance = 0, slopes = 0, products = 0;
            for (int j = 0; j < width; j++)
            {
                mean += (double)x[start + j] / width;
            }

            for (int j = 0; j < width; j++)
            {
                variance += (x[start + j] - mean) * (x[start + j] - mean) / width;
            }

            double inverse = 1 / Math.Sqrt(variance + 1e-6);
            for (int j = 0; j < width; j++)
            {
                double unit = (x[start + j] - mean) * inverse, slope = (double)dy[start + j] * scale[j];
                y[start + j] = unit * scale[j];
                dScale[j] += dy[start + j] * unit;
                slopes += slope / width;
                products += slope * unit / width;
            }

            for (int j = 0; j < width; j++)
            {
                double unit = (x[start + j] - mean) * inverse;
                dx[start + j] = inverse * (((double)dy[start + j] * scale[j]) - slopes - (unit * products));
            }
        }

        return (y, dx, dScale);
    }

    private static float[] Normals(ref RandomStream random, int count)
    {
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan())
        {
            value = (float)random.NextNormal();
        }

        return values;
    }
}
