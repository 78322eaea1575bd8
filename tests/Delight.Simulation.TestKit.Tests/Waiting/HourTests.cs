using System.Diagnostics;
using System.Globalization;
using Akka.Actor;
using Xunit.Abstractions;

namespace Delight.Simulation.TestKit.Tests.Waiting;

/// <summary>Waits of an hour, measured.</summary>
public sealed class HourTests(ITestOutputHelper output) : SimulationTestKit
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [SimulationFact]
    public void Probe_OfATickerForAnHour_Gets3600Messages()
    {
        Stopwatch clock = Stopwatch.StartNew();
        AddNode("ticker", Props.Create(() => new Ticker(TestActor)));
        for (int second = 1; second <= 3600; second++)
        {
            Assert.Equal(second, ExpectMsg<int>(TimeSpan.FromSeconds(2)));
            Assert.Equal(TimeSpan.FromSeconds(second), Simulation.Elapsed);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"3600 ticks: {clock.ElapsedMilliseconds} ms"));
    }

    [SimulationFact]
    public void ExpectNoMsg_OfAnHour_PassesAnHour()
    {
        Stopwatch clock = Stopwatch.StartNew();
        ExpectNoMsg(Hour);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"silence: {clock.ElapsedMilliseconds} ms"));
        Assert.Equal(Hour, Simulation.Elapsed);
    }
}
