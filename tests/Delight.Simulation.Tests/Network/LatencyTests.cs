using Delight.Determinism;
using Delight.Simulation.Network;

namespace Delight.Simulation.Tests.Network;

public sealed class LatencyTests
{
    private const int Draws = 100_000;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Constant_Draws_AreTheLatency()
    {
        Latency constant = 3 * Second;
        Assert.False(constant.IsRandom);
        Assert.All(Values(constant)[..10], value => Assert.Equal(3, value));
    }

    [Fact]
    public void Uniform_Moments_AreTheirs()
    {
        // Mean 3, variance (5 - 1)^2 / 12 = 4/3, its fourth moment 9/5 of the variance squared.
        double[] values = Values(Latency.Uniform(Second, 5 * Second));
        AssertMoments(values, mean: 3, variance: 4.0 / 3, kurtosis: 1.8);
        Assert.True(values.Min() >= 1 && values.Max() < 5, $"{values.Min()} to {values.Max()}");
    }

    [Fact]
    public void Exponential_Moments_AreTheirs()
    {
        // 1 + 2 e: mean 3, variance 4, kurtosis 9.
        double[] values = Values(Latency.Exponential(3 * Second, Second));
        AssertMoments(values, mean: 3, variance: 4, kurtosis: 9);
        Assert.True(values.Min() >= 1, $"least {values.Min()}");
    }

    [Fact]
    public void Lognormal_Moments_AreTheirs()
    {
        // sigma 0.5, w = e^0.25: mean 2 e^0.125, variance 4 w (w - 1), kurtosis w^4 + 2 w^3 + 3 w^2 - 3.
        double w = Math.Exp(0.25);
        double[] values = Values(Latency.Lognormal(2 * Second, 0.5));
        AssertMoments(
            values, 2 * Math.Exp(0.125), 4 * w * (w - 1), (w * w * w * w) + (2 * w * w * w) + (3 * w * w) - 3);
        Assert.Equal(0.5, values.Count(value => value < 2) / (double)Draws, 4 * Math.Sqrt(0.25 / Draws));
    }

    [Fact]
    public void Empirical_Draws_AreEachValueEquallyOften()
    {
        double[] values = Values(Latency.Empirical(Second, 2 * Second, 7 * Second, 7 * Second));
        double tolerance = 4 * Math.Sqrt(0.25 / Draws);
        Assert.Equal([1.0, 2, 7], values.Distinct().Order());
        Assert.Equal(0.25, values.Count(value => value == 1) / (double)Draws, tolerance);
        Assert.Equal(0.5, values.Count(value => value == 7) / (double)Draws, tolerance);
    }

    [Fact]
    public void Draw_BeyondTheLongest_IsCut()
    {
        Latency wild = Latency.Lognormal(Latency.Longest, sigma: 5);
        Assert.Equal(Latency.Longest.TotalSeconds, Values(wild)[..100].Max());
    }

    [Fact]
    public void Settings_OutOfRange_AreRefusedByName()
    {
        TimeSpan tooLong = Latency.Longest + Second;
        Refused("latency", () => Latency.Constant(-Second));
        Refused("start", () => Latency.Constant(tooLong));
        Refused("min", () => Latency.Uniform(-Second, Second));
        Refused("max", () => Latency.Uniform(2 * Second, Second));
        Refused("max", () => Latency.Uniform(Second, tooLong));
        Refused("min", () => Latency.Exponential(Second, -Second));
        Refused("mean", () => Latency.Exponential(Second, 2 * Second));
        Refused("median", () => Latency.Lognormal(-Second, 1));
        Refused("sigma", () => Latency.Lognormal(Second, -1));
        Refused("sigma", () => Latency.Lognormal(Second, double.NaN));
        Refused("sigma", () => Latency.Lognormal(Second, 5.1));
        Refused("values", () => Latency.Empirical(Second, -Second));
        Assert.Throws<ArgumentException>(() => Latency.Empirical());
    }

    private static void Refused(string name, Func<Latency> make) =>
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => make()).ParamName);

    private static double[] Values(Latency distribution)
    {
        RandomStream random = RandomStream.Derive(seed: 11, "latencies");
        double[] values = new double[Draws];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = distribution.Draw(ref random).TotalSeconds;
        }

        return values;
    }

    /// <summary>Within four standard errors: of the mean sqrt(v / n), of the variance v sqrt((k - 1) / n).</summary>
    private static void AssertMoments(double[] values, double mean, double variance, double kurtosis)
    {
        double average = values.Average();
        Assert.Equal(mean, average, 4 * Math.Sqrt(variance / Draws));
        double spread = values.Sum(value => (value - average) * (value - average)) / Draws;
        Assert.Equal(variance, spread, 4 * variance * Math.Sqrt((kurtosis - 1) / Draws));
    }
}
