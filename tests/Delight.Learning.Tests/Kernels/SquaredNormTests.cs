using Delight.Learning.Kernels;

namespace Delight.Learning.Tests.Kernels;

public sealed class SquaredNormTests
{
    [Fact]
    [Trait("Category", "Bits")]
    public void Forward_EveryLength_EqualsFourScalarLanesBitForBit()
    {
        for (int length = 0; length <= 257; length++)
        {
            float[] x = Awkward.Finite(length, "norm");
            double expected = FourLanes(x);
            Assert.Equal(expected, SquaredNorm.Forward(x));
            Assert.Equal(expected, SquaredNorm.Forward(Awkward.Shifted<float>(x)));
            Near.Equal(x.Sum(value => (double)value * value), expected, Near.DoublePrecision, 0);
        }
    }

    [Fact]
    public void Forward_SquaresBeyondFloat_StaysFinite()
    {
        // (3e38)² is far beyond the largest float; nine of them, one in the tail.
        double one = (double)3e38f * 3e38f;
        Near.Equal(9 * one, SquaredNorm.Forward(Enumerable.Repeat(3e38f, 9).ToArray()), Near.DoublePrecision, 0);
        Assert.Equal((double)float.Epsilon * float.Epsilon, SquaredNorm.Forward([float.Epsilon]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    public void Forward_OneNotANumber_IsNotANumber(int index)
    {
        float[] x = new float[9];
        x[index] = float.NaN;
        Assert.Equal(double.NaN, SquaredNorm.Forward(x));
        x[index] = float.NegativeInfinity;
        Assert.Equal(double.PositiveInfinity, SquaredNorm.Forward(x));
    }

    private static double FourLanes(float[] x)
    {
        double[] lanes = new double[4];
        int whole = x.Length / 8 * 8;
        for (int i = 0; i < whole; i++)
        {
            lanes[i % 4] = Math.FusedMultiplyAdd(x[i], x[i], lanes[i % 4]);
        }

        double sum = lanes[0] + lanes[1] + lanes[2] + lanes[3];
        for (int i = whole; i < x.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(x[i], x[i], sum);
        }

        return sum;
    }
}
