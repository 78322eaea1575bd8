using Delight.Learning.Kernels;

namespace Delight.Learning.Tests.Kernels;

public sealed class ReluTests
{
    private const int LengthMax = 257;

    [Fact]
    [Trait("Category", "Bits")]
    public void Forward_EveryLength_EqualsTheScalarRule()
    {
        for (int length = 0; length <= LengthMax; length++)
        {
            float[] x = Awkward.Numbers(length, "relu");
            float[] expected = [.. x.Select(value => value > 0 ? value : 0f)];
            float[] y = new float[length];
            Relu.Forward(x, y);
            Awkward.AssertSameBits(expected, y);
            Span<float> inPlace = Awkward.Shifted<float>(x);
            Relu.Forward(inPlace, inPlace);
            Awkward.AssertSameBits(expected, inPlace);
        }
    }

    [Fact]
    [Trait("Category", "Bits")]
    public void Backward_EveryLength_AddsWhereTheInputIsPositive()
    {
        for (int length = 0; length <= LengthMax; length++)
        {
            float[] x = Awkward.Numbers(length, "relu"), dy = Awkward.Numbers(length, "relu-dy"),
            dx = Awkward.Finite(length, "relu-dx");
            float[] expected = [.. x.Select((value, i) => dx[i] + (value > 0 ? dy[i] : 0f))];
            Span<float> shifted = Awkward.Shifted<float>(dx);
            Relu.Backward(Awkward.Shifted<float>(x), Awkward.Shifted<float>(dy), shifted);
            Awkward.AssertSameBits(expected, shifted);
            Relu.Backward(x, dy, dx);
            Awkward.AssertSameBits(expected, dx);
        }
    }

    [Fact]
    public void Backward_OutputInsteadOfInput_GivesTheSame()
    {
        float[] x = Awkward.Finite(50, "relu"), y = new float[50], fromInput = new float[50],
        fromOutput = new float[50];
        Relu.Forward(x, y);
        Relu.Backward(x, Awkward.Finite(50, "relu-dy"), fromInput);
        Relu.Backward(y, Awkward.Finite(50, "relu-dy"), fromOutput);
        Assert.Equal(fromInput, fromOutput);
        Assert.Contains(fromInput, value => value != 0);
    }

    [Fact]
    public void Forward_OtherLength_IsRefused() => Assert.Equal(
        "y has 2 elements; [N] of x needs 3. (Parameter 'y')",
        Assert.Throws<ArgumentException>(() => Relu.Forward(new float[3], new float[2])).Message);
}
