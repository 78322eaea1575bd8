using Delight.Learning.Kernels;

namespace Delight.Learning.Tests.Kernels;

public sealed class RowBiasTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [Trait("Category", "Bits")]
    public void ForwardAndBackward_EveryWidth_EqualTheScalarLoops(int rows)
    {
        for (int columns = 1; columns <= 257; columns++)
        {
            float[] bias = Awkward.Numbers(columns, "bias"), y = new float[rows * columns];
            RowBias.Forward(bias, y);
            for (int i = 0; i < y.Length; i++)
            {
                Awkward.AssertSameBits([bias[i % columns]], [y[i]]);
            }

            float[] dy = Awkward.Numbers(rows * columns, "bias-dy", specialShare: 0.02),
            sums = Awkward.Finite(columns, "bias-sums");
            float[] expected = [.. sums];
            for (int i = 0; i < dy.Length; i++)
            {
                expected[i % columns] += dy[i];
            }

            Span<float> shifted = Awkward.Shifted<float>(sums);
            RowBias.Backward(Awkward.Shifted<float>(dy), shifted);
            Awkward.AssertSameBits(expected, shifted);
        }
    }

    [Fact]
    public void Forward_NoWholeNumberOfRows_IsRefused()
    {
        Assert.Equal("y", Assert.Throws<ArgumentException>(() => RowBias.Forward(new float[3], new float[4]))
            .ParamName);
        Assert.Equal("dy", Assert.Throws<ArgumentException>(() => RowBias.Backward(new float[4], new float[3]))
            .ParamName);
    }

    [Fact]
    public void Forward_EmptyBias_IsRefused()
    {
        Assert.Equal("bias", Assert.Throws<ArgumentException>(() => RowBias.Forward([], new float[4])).ParamName);
        Assert.Equal("dBias", Assert.Throws<ArgumentException>(() => RowBias.Backward(new float[4], [])).ParamName);
    }
}
