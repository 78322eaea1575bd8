using System.Text.Json;
using Delight.Learning.Optimisers;
using Delight.Learning.Tests.Kernels;

namespace Delight.Learning.Tests.Optimisers;

public sealed class AdamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(37)]
    public void Step_TwentySteps_AgreesWithTheFormulaInDouble(int length)
    {
        Adam adam = new(length, new AdamOptions { Beta1 = 0.8, Beta2 = 0.95, Epsilon = 1e-3 });
        float[] parameters = Awkward.Finite(length, "adam");
        double[] theta = [.. parameters.Select(value => (double)value)], m = new double[length], v = new double[length];
        for (int t = 1; t <= 20; t++)
        {
            float[] gradient = Awkward.Finite(length, $"adam-{t}");
            adam.Step(parameters, gradient, 0.01);
            for (int i = 0; i < length; i++)
            {
                m[i] = (0.8 * m[i]) + (0.2 * gradient[i]);
                v[i] = (0.95 * v[i]) + (0.05 * gradient[i] * gradient[i]);
                double corrected = Math.Sqrt(v[i]) / Math.Sqrt(1 - Math.Pow(0.95, t));
                theta[i] += 0.01 / (1 - Math.Pow(0.8, t)) * m[i] / (corrected + 1e-3);
            }
        }

        Near.Equal(theta, parameters, Near.Tight);
        Near.Equal(m, adam.FirstMoment.ToArray(), Near.Tight);
        Near.Equal(v, adam.SecondMoment.ToArray(), Near.Tight);
        Near.Equal(Math.Pow(0.95, 20), adam.DecayPowers.Beta2, Near.DoublePrecision, 0);
    }

    [Fact]
    public void Step_FirstOne_MovesByTheLearningRateAlongTheSign()
    {
        // t = 1: m / (1 − β1) = g and √v / √(1 − β2) = |g|, so each parameter moves by lr · sign g.
        float[] parameters = [1, 1, 1];
        new Adam(3, new AdamOptions()).Step(parameters, [1e-3f, -50, 0], 0.25);
        Near.Equal([1.25, 0.75, 1], parameters, Near.SinglePrecision); // ε beside |g| = 1e-3
    }

    [Fact]
    public void Step_FixtureOfPyTorch_AgreesAfterEveryStep()
    {
        using JsonDocument fixture =
            JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", "adam.json")));
        float[] parameters = Floats(fixture.RootElement.GetProperty("start"));
        Adam adam = new(parameters.Length, new AdamOptions());
        JsonElement[] gradients = [.. fixture.RootElement.GetProperty("gradients").EnumerateArray()];
        JsonElement[] after = [.. fixture.RootElement.GetProperty("after").EnumerateArray()];
        Assert.Equal(12, after.Length);
        for (int step = 0; step < after.Length; step++)
        {
            adam.Step(parameters, Floats(gradients[step]), 0.01);
            Near.Equal([.. Floats(after[step]).Select(value => (double)value)], parameters, Near.Tight,
                what: $"step {step}");
        }
    }

    [Fact]
    [Trait("Category", "Bits")]
    public void Step_ElementInAnyLane_HasTheSameBits()
    {
        float[] together = Awkward.Finite(19, "lanes"), start = [.. together];
        Adam adam = new(19, new AdamOptions());
        Adam[] alone = [.. Enumerable.Range(0, 19).Select(_ => new Adam(1, new AdamOptions()))];
        for (int t = 0; t < 5; t++)
        {
            float[] gradient = Awkward.Finite(19, $"lanes-{t}");
            adam.Step(together, gradient, 0.01);
            for (int i = 0; i < 19; i++)
            {
                alone[i].Step(start.AsSpan(i, 1), gradient.AsSpan(i, 1), 0.01);
            }
        }

        Awkward.AssertSameBits(start, together);
    }

    [Fact]
    public void Restore_MomentsOfAnother_GoesOnWithTheSameBits()
    {
        Adam first = new(10, new AdamOptions()), second = new(10, new AdamOptions());
        float[] left = Awkward.Finite(10, "restore"), gradient = Awkward.Finite(10, "restore-g");
        first.Step(left, gradient, 0.01);
        float[] right = [.. left];
        second.Restore(first.FirstMoment, first.SecondMoment, first.DecayPowers);
        first.Step(left, gradient, 0.02);
        second.Step(right, gradient, 0.02);
        Awkward.AssertSameBits(left, right);
    }

    [Theory]
    [InlineData(1.0, 0.999, 1e-8, "Beta1")]
    [InlineData(-0.1, 0.999, 1e-8, "Beta1")]
    [InlineData(0.9, 1.0, 1e-8, "Beta2")]
    [InlineData(0.9, double.NaN, 1e-8, "Beta2")]
    [InlineData(0.9, 0.999, 0.0, "options.Epsilon")]
    public void Constructor_SettingOutOfRange_IsRefused(double beta1, double beta2, double epsilon, string name) =>
        Assert.Equal(
        name, Assert.Throws<ArgumentOutOfRangeException>(
            () => new Adam(1, new AdamOptions { Beta1 = beta1, Beta2 = beta2, Epsilon = epsilon })).ParamName);

    [Fact]
    public void Step_OtherLength_IsRefused()
    {
        Adam adam = new(3, new AdamOptions());
        Assert.Equal("parameters",
            Assert.Throws<ArgumentException>(() => adam.Step(new float[2], new float[3], 1)).ParamName);
        Assert.Equal("gradient",
            Assert.Throws<ArgumentException>(() => adam.Step(new float[3], new float[4], 1)).ParamName);
        Assert.Equal(1, adam.DecayPowers.Beta1);
    }

    private static float[] Floats(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetSingle())];
}
