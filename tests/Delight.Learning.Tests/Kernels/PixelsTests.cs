using Delight.Learning.Kernels;

namespace Delight.Learning.Tests.Kernels;

public sealed class PixelsTests
{
    [Fact]
    [Trait("Category", "Bits")]
    public void Forward_EveryLengthAndByte_IsTheRoundedQuotient()
    {
        for (int length = 0; length <= 257; length++)
        {
            byte[] x = [.. Enumerable.Range(0, length).Select(i => (byte)((7 * i) + length))];
            float[] expected = [.. x.Select(value => value / 255f)];
            float[] y = new float[length];
            Pixels.Forward(x, y);
            Awkward.AssertSameBits(expected, y);
            Span<float> shifted = Awkward.Shifted<float>(new float[length]);
            Pixels.Forward(Awkward.Shifted<byte>(x), shifted);
            Awkward.AssertSameBits(expected, shifted);
        }
    }

    [Fact]
    public void Forward_Ends_AreZeroAndOne()
    {
        float[] y = new float[2];
        Pixels.Forward([0, 255], y);
        Assert.Equal([0f, 1f], y);
    }

    [Fact]
    public void Forward_OtherLength_IsRefused() =>
        Assert.Equal("y", Assert.Throws<ArgumentException>(() => Pixels.Forward(new byte[3], new float[4])).ParamName);
}
