using Akka.Actor;
using Delight.Simulation.Digests;
using Delight.Simulation.Programs;

namespace Delight.Simulation.Tests.Determinism;

/// <summary>The market uses what applications use, under loss, reordering, cuts and crashes.</summary>
public sealed class DigestTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_TwiceInOneProcess_HasTheSameDigest(bool isShuffled)
    {
        string first = Market.Run(1, Market.Clean, isShuffled);

        Assert.Equal(first, Market.Run(1, Market.Clean, isShuffled));
        Assert.True(int.Parse(first.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) > 50_000, first);
    }

    [Fact]
    public void Run_OtherSeedOrOtherOrder_HasAnotherDigest()
    {
        string[] digests =
        [
            Market.Run(1, Market.Clean), Market.Run(2, Market.Clean), Market.Run(1, Market.Clean, isShuffled: true),
        ];

        Assert.Equal(3, digests.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void DigestName_OfATypeThatMoved_KeepsTheDigest()
    {
        ulong before = DigestOf(new Before());

        Assert.Equal(before, DigestOf(new Moved()));
        Assert.NotEqual(before, DigestOf(new Renamed()));
    }

    [Fact]
    public async Task Run_OnTwoThreadsAtOnce_HasTheDigestsOfRunsAlone()
    {
        string[] alone = [Market.Run(1, Market.Clean), Market.Run(2, Market.Clean)];

        string[] together = await Task.WhenAll(
            Task.Factory.StartNew(() => Market.Run(1, Market.Clean), TaskCreationOptions.LongRunning),
            Task.Factory.StartNew(() => Market.Run(2, Market.Clean), TaskCreationOptions.LongRunning));

        Assert.Equal(alone, together);
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX2", "0")]
    [InlineData("DOTNET_TieredCompilation", "0")]
    public async Task Run_InAnotherProcess_HasTheSameDigest(string variable, string value) => Assert.Equal(
        Market.Run(1, Market.Clean), await ProgramProcess.RunMarketAsync("1", (variable, value)));

    [Fact]
    public async Task Run_PoolThread_IsCaughtByTheGuard() => Assert.Contains(
        "a thread that is not the simulation's sent a message (Sale) to /user/stock",
        await ProgramProcess.RunMarketAsync($"1 {Market.PoolThread}"), StringComparison.Ordinal);

    [Theory]
    [InlineData(Market.WallClock, "Delight.Simulation.Programs.Order to /user/stock/shelf-")]
    [InlineData(Market.Children, "System.String to /user/stock/shelf-")]
    public async Task RunTwice_WallClockOrGetChildren_NamesTheFirstDeliveryThatDiffers(string variant, string where)
    {
        DigestDifference? difference = await DeterminismCheck.RunTwiceAsync(
            "dotnet", typeof(Market).Assembly.Location, "1", variant);

        Assert.NotNull(difference);
        Assert.StartsWith("the runs part at delivery ", difference.ToString(), StringComparison.Ordinal);
        Assert.Contains(where, difference.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunTwice_CleanMarket_FindsNoDifference() => Assert.Null(
        await DeterminismCheck.RunTwiceAsync("dotnet", typeof(Market).Assembly.Location, "1"));

    [Fact]
    public async Task RunTwice_ProgramThatFails_SaysSoInOneLine()
    {
        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => DeterminismCheck.RunTwiceAsync("dotnet", typeof(Market).Assembly.Location, "not-a-seed"));

        Assert.StartsWith("dotnet ended with exit code ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void Describe_OfAMessage_EntersTheDigest()
    {
        Assert.NotEqual(Run(1, null), Run(1, message => (int)message));
        Assert.NotEqual(Run(1, message => (int)message), Run(2, message => (int)message));
        Assert.Equal(Run(1, null), Run(2, null));

        static ulong Run(int number, Func<object, long>? describe)
        {
            using Simulation simulation = Simulation.Create(1, new() { Describe = describe });
            simulation.System.ActorOf(Scripted.Props((_, _) => { }), "a").Tell(number);
            simulation.RunUntilIdle();
            return simulation.Digest;
        }
    }

    [Fact]
    public void Compare_EqualLogs_IsNull()
    {
        string log = Path.GetTempFileName();
        File.WriteAllText(log, "1\t00:00:00\t/user/a\tSystem.String\n");

        Assert.Null(DigestLog.Compare(log, log));
        string shorter = Path.GetTempFileName();
        Assert.Equal(
            "the runs part at delivery 1 at 00:00:00: System.String to /user/a; the other run has no further delivery",
            DigestLog.Compare(log, shorter)!.ToString());
        File.Delete(log);
        File.Delete(shorter);
    }

    private static ulong DigestOf(object message)
    {
        using Simulation simulation = Simulation.Create(seed: 1);
        simulation.AddNode("silent", Props.Create<Silent>());
        simulation.System.ActorSelection("/user/silent").Tell(message);
        simulation.RunUntilIdle();
        return simulation.Digest;
    }

    private sealed record Before;

    [DigestName("Delight.Simulation.Tests.Determinism.DigestTests+Before")]
    private sealed record Moved;

    private sealed record Renamed;

    private sealed class Silent : ReceiveActor
    {
        public Silent() => ReceiveAny(_ => { });
    }
}
