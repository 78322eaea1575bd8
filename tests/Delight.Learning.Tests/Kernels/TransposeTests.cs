using Delight.Learning.Kernels;

namespace Delight.Learning.Tests.Kernels;

public sealed class TransposeTests
{
    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(7, 1)]
    [InlineData(16, 16)]
    [InlineData(33, 10)]
    [InlineData(100, 257)]
    public void Forward_Shapes_ExchangesRowsAndColumns(int rows, int columns)
    {
        float[] x = Awkward.Numbers(rows * columns, "transpose"), expected = new float[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            expected[(i % columns * rows) + (i / columns)] = x[i];
        }

        Span<float> y = Awkward.Shifted<float>(new float[x.Length]), back = Awkward.Shifted<float>(new float[x.Length]);
        Transpose.Forward(Awkward.Shifted<float>(x), rows, columns, y);
        Awkward.AssertSameBits(expected, y);
        Transpose.Forward(y, columns, rows, back);
        Awkward.AssertSameBits(x, back);
    }

    [Fact]
    public void Forward_OtherLength_IsRefused()
    {
        Assert.Equal("x", Assert.Throws<ArgumentException>(() => Transpose.Forward(new float[5], 2, 3, new float[6]))
            .ParamName);
        Assert.Equal("y", Assert.Throws<ArgumentException>(() => Transpose.Forward(new float[6], 2, 3, new float[5]))
            .ParamName);
    }
}
