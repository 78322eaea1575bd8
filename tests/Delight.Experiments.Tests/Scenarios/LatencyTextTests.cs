using Delight.Experiments.Text;
using Delight.Simulation.Network;

namespace Delight.Experiments.Tests.Scenarios;

public sealed class LatencyTextTests
{
    [Theory]
    [InlineData("1000us", "1ms", LatencyShape.Constant, 1)]
    [InlineData("uniform(max=5ms, min=1000us)", "uniform(min=1ms,max=5ms)", LatencyShape.Uniform, 1)]
    [InlineData(" exponential( mean = 5ms ) ", "exponential(mean=5ms,min=0ms)", LatencyShape.Exponential, 0)]
    [InlineData("exponential(min=2ms,mean=5ms)", "exponential(mean=5ms,min=2ms)", LatencyShape.Exponential, 2)]
    [InlineData("lognormal(median=3ms,sigma=0.50)", "lognormal(median=3ms,sigma=0.5)", LatencyShape.Lognormal, 3)]
    [InlineData("empirical(4ms, 1s)", "empirical(4ms,1s)", LatencyShape.Empirical, 4)]
    public void Read_Latency_GivesItAndItsOneForm(string text, string canonical, LatencyShape shape, int startMs)
    {
        Assert.Null(LatencyText.Read(text, out Latency latency));
        string written = LatencyText.Of(latency);
        Assert.Equal((canonical, shape, TimeSpan.FromMilliseconds(startMs)), (written, latency.Shape, latency.Start));
        Assert.Null(LatencyText.Read(written, out Latency again));
        Assert.Equal(canonical, LatencyText.Of(again));
    }

    [Theory]
    [InlineData("unifrm(min=1ms,max=2ms)", "'unifrm' is no distribution. Did you mean 'uniform'? A latency is ")]
    [InlineData("normal", "'normal' is no distribution. ")]
    [InlineData("uniform(min=1ms,max=2ms", "its parentheses do not end. ")]
    [InlineData("uniform(min=1ms)", "max is missing. ")]
    [InlineData("uniform(min=1ms,mean=2ms)", "'mean=2ms' does not belong there. ")]
    [InlineData("uniform(min=1ms,min=2ms)", "'min=2ms' does not belong there. ")]
    [InlineData("uniform(min=3ms,max=2ms)", "max is out of its range: ")]
    [InlineData("uniform(min=3,max=4ms)", "min is '3'; a duration needs a unit. ")]
    [InlineData("exponential(mean=2ms,min=3ms)", "mean is out of its range: ")]
    [InlineData("lognormal(median=2ms,sigma=wide)", "sigma is 'wide'; it must be a number.")]
    [InlineData("lognormal(median=2ms,sigma=-1)", "sigma is out of its range: ")]
    [InlineData("empirical()", "value 1 is ''; it must be a number and a unit. ")]
    [InlineData("empirical(1ms,-2ms)", "value 2 is '-2ms'; a duration must not be negative.")]
    [InlineData("10001h", "it must be at least 0ms and at most 10000h.")]
    [InlineData("uniform(min=1ms,max=10001h)", "max is out of its range: ")]
    public void Read_WhatIsNoLatency_SaysWhyAndHowToWriteOne(string text, string expected) =>
        Assert.StartsWith(expected, LatencyText.Read(text, out _), StringComparison.Ordinal);

    [Fact]
    public void Scenario_WithABareNumber_IsToldToAddAUnit() => Assert.Equal(
        [
            "s.json:1: network.latency is 5; a duration needs a unit. Write for example \"5ms\" (us, ms, s, min, h).",
        ],
        ScenarioFixture.Problems(ScenarioFixture.With("\"network\": { \"latency\": 5 }")));
}
