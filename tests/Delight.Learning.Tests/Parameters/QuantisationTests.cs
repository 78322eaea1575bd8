using Delight.Learning.Parameters;

namespace Delight.Learning.Tests.Parameters;

public sealed class QuantisationTests
{
    [Theory]
    [InlineData(0x3F800000, 0x3F800000)] // 1 is itself
    [InlineData(0x3F807FFF, 0x3F800000)] // just below the middle: down
    [InlineData(0x3F808000, 0x3F800000)] // the middle, the lower neighbour is even: down
    [InlineData(0x3F808001, 0x3F810000)] // just above the middle: up
    [InlineData(0x3F818000, 0x3F820000)] // the middle, the upper neighbour is even: up
    [InlineData(0xBF818000, 0xBF820000)] // the same below zero
    [InlineData(0x3FFFFFFF, 0x40000000)] // the carry runs into the exponent
    [InlineData(0x80000000, 0x80000000)] // minus zero
    [InlineData(0x00018000, 0x00020000)] // a subnormal number
    [InlineData(0x7F7FFFFF, 0x7F800000)] // the largest float is nearer to infinity
    [InlineData(0x7F800000, 0x7F800000)]
    [InlineData(0xFF800000, 0xFF800000)]
    public void Round_BFloat16_IsToNearestAndTiesToEven(uint bits, uint expected)
    {
        float[] rounded = Round(DecodingPrecision.BFloat16, [BitConverter.UInt32BitsToSingle(bits)]);
        Assert.Equal([expected], rounded.Select(BitConverter.SingleToUInt32Bits));
    }

    [Theory]
    [InlineData(0x7FC00000)]
    [InlineData(0x7F800001)] // all of its payload lies in the bits that are rounded away
    [InlineData(0xFFFFFFFF)]
    public void Round_BFloat16OfNaN_StaysNaN(uint bits) =>
        Assert.True(float.IsNaN(Round(DecodingPrecision.BFloat16, [BitConverter.UInt32BitsToSingle(bits)])[0]));

    [Fact]
    public void Round_Int8_HasOneScalePerTensor()
    {
        // s = 127 / 127 = 1: 63.5 is 64 (even), −1.5 is −2, 2.5 is 2, 0.4 is 0.
        // s = 254 / 127 = 2: 3 / 2 = 1.5 is 2, so 4; 5 / 2 = 2.5 is 2, so 4; −254 is the end of the range.
        ParameterLayout layout = ParameterLayout.Of(("a", [5]), ("b", [2, 2]));
        float[] rounded = new float[9];
        Quantisation.Round(DecodingPrecision.Int8, layout, [127, 63.5f, -1.5f, 2.5f, 0.4f, 3, 5, -254, 253], rounded);
        Assert.Equal([127f, 64, -2, 2, 0, 4, 4, -254, 252], rounded);
    }

    [Fact]
    public void Round_Int8OfZeros_StaysZeros()
    {
        ParameterLayout layout = ParameterLayout.Of(("a", [2]), ("b", [1]));
        float[] rounded = [7, 7, 7];
        Quantisation.Round(DecodingPrecision.Int8, layout, [0, 0, 1], rounded);
        Assert.Equal([0f, 0, 1], rounded);
    }

    [Fact]
    public void Round_Int8_IsAtMostHalfAScaleAway()
    {
        float[] weights = [.. Enumerable.Range(-500, 1001).Select(i => i * 0.0013f)];
        float[] rounded = Round(DecodingPrecision.Int8, weights);
        float scale = weights[^1] / 127;
        Assert.Equal(255, rounded.Distinct().Count());
        for (int i = 0; i < weights.Length; i++)
        {
            Assert.InRange(Math.Abs(rounded[i] - weights[i]), 0, (scale / 2) + (float)Near.Tight);
        }
    }

    [Fact]
    public void Round_Float32_Copies() => Assert.Equal([0.1f, -3], Round(DecodingPrecision.Float32, [0.1f, -3]));

    [Theory]
    [InlineData(DecodingPrecision.Float32)]
    [InlineData(DecodingPrecision.BFloat16)]
    [InlineData(DecodingPrecision.Int8)]
    public void Round_InPlace_IsTheSame(DecodingPrecision precision)
    {
        float[] weights = [0.3f, -0.7f, 1.9f, 0.001f, -0.25f];
        float[] expected = Round(precision, weights);
        Quantisation.Round(precision, Layout(weights), weights, weights);
        Assert.Equal(expected, weights);
    }

    [Fact]
    public void Round_OtherLengthThanTheLayouts_IsRefused()
    {
        float[] two = new float[2], three = new float[3];
        Assert.Throws<ArgumentException>(() => Quantisation.Round(DecodingPrecision.Int8, Layout(two), three, two));
        Assert.Throws<ArgumentException>(() => Quantisation.Round(DecodingPrecision.Int8, Layout(two), two, three));
    }

    private static ParameterLayout Layout(float[] weights) => ParameterLayout.Of(("w", [weights.Length]));

    private static float[] Round(DecodingPrecision precision, float[] weights)
    {
        float[] rounded = new float[weights.Length];
        Quantisation.Round(precision, Layout(weights), weights, rounded);
        return rounded;
    }
}
