using Delight.Learning.Kernels;

namespace Delight.Learning.Tests.Kernels;

public sealed class SquaredNormTests
{
    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 258), 511, 512, 513, 1023, 1024, 1100];

    [Theory]
    [MemberData(nameof(Lengths))]
    [Trait("Category", "Bits")]
    public void Forward_AnyLength_EqualsTheScalarLanesBitForBit(int length)
    {
        float[] x = Awkward.Finite(length, "norm");
        double expected = InLanes(x);
        Assert.Equal(expected, SquaredNorm.Forward(x));
        Assert.Equal(expected, SquaredNorm.Forward(Awkward.Shifted<float>(x)));
        Near.Equal(x.Sum(value => (double)value * value), expected, Near.Tight, 0);
    }

    [Fact]
    public void Forward_ElementTooLargeToSquareInARun_IsInfinite()
    {
        float[] x = new float[512];
        x[5] = 3e38f;
        Assert.Equal(double.PositiveInfinity, SquaredNorm.Forward(x));
        // the tail is in double
        Near.Equal((double)3e38f * 3e38f, SquaredNorm.Forward(x.AsSpan(0, 511)), Near.DoublePrecision, 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(511)]
    [InlineData(512)]
    public void Forward_OneNotANumber_IsNotANumber(int index)
    {
        float[] x = new float[513];
        x[index] = float.NaN;
        Assert.Equal(double.NaN, SquaredNorm.Forward(x));
        x[index] = float.NegativeInfinity;
        Assert.Equal(double.PositiveInfinity, SquaredNorm.Forward(x));
    }

    /// <summary>Runs of 512 in 32 float lanes, folded as the kernel says; what is left in double.</summary>
    private static double InLanes(float[] x)
    {
        double sum = 0;
        int whole = x.Length / 512 * 512;
        for (int start = 0; start < whole; start += 512)
        {
            float[] lanes = new float[32];
            for (int i = 0; i < 512; i++)
            {
                lanes[i % 32] = MathF.FusedMultiplyAdd(x[start + i], x[start + i], lanes[i % 32]);
            }

            float[] eight = [.. Enumerable.Range(0, 8)
                .Select(i => (lanes[i] + lanes[i + 8]) + (lanes[i + 16] + lanes[i + 24]))];
            double[] four = [.. Enumerable.Range(0, 4).Select(i => (double)eight[i] + eight[i + 4])];
            sum += (four[0] + four[1]) + (four[2] + four[3]);
        }

        foreach (float value in x[whole..])
        {
            sum = Math.FusedMultiplyAdd(value, (double)value, sum);
        }

        return sum;
    }
}
