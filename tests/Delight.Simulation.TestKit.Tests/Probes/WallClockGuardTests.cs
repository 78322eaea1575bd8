using Akka.Event;
using Akka.TestKit;

namespace Delight.Simulation.TestKit.Tests.Probes;

/// <summary>Members of Akka's own types do not wait in silence.</summary>
public sealed class WallClockGuardTests : SimulationTestKit
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly List<string> _lines;

    public WallClockGuardTests()
        : this([])
    {
    }

    private WallClockGuardTests(List<string> lines)
        : base(new SimulationOptions { WriteLog = lines.Add, LogLevel = "DEBUG" }) => _lines = lines;

    [SimulationFact]
    public void Probe_DeclaredAsAkkas_SaysHowToDeclareIt()
    {
        TestProbe probe = CreateTestProbe();
        TestKitBase kit = this;
        Action[] waits =
        [
            () => probe.ExpectMsg<string>(Hour), () => probe.ExpectNoMsg(Hour), () => probe.ReceiveOne(Hour),
            () => probe.ReceiveOne(Timeout.InfiniteTimeSpan), () => probe.PeekOne(Hour), () => probe.ReceiveN(2, Hour),
            () => probe.FishForMessage(_ => true, Hour), () => probe.AwaitCondition(() => false, Hour),
            () => probe.ReceiveWhile<string>(_ => true, Hour), () => kit.ExpectMsg("a", Hour),
            () => kit.ExpectMsgAllOf("a", "b"), () => kit.Within(Hour, () => kit.ExpectMsg("a", Hour)),
            () => kit.PeekOne(CancellationToken.None),
        ];
        foreach (Action wait in waits)
        {
            Assert.Contains(
                "Declare the variable as SimulationTestProbe",
                Assert.Throws<NotSupportedException>(wait).Message, StringComparison.Ordinal);
        }
    }

    [SimulationFact]
    public void Log_OfTheKit_StillWrites()
    {
        _lines.Clear();
        Log.Info("seen {0}", 1);
        Log.Debug("seen {0}", 2);
        CreateTestProbe().ExpectNoMsg(TimeSpan.FromSeconds(1));
        RunUntilIdle();
        string[] own = [.. _lines.Where(line => line.Contains("WallClock", StringComparison.Ordinal)
            || line.Contains("SimulationTest", StringComparison.Ordinal))];
        Assert.Equal(["seen 1", "seen 2"], own.Select(line => line[^"seen 1".Length..]));
    }
}
