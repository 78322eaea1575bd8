using Delight.Actors.Network;
using Delight.Actors.Port;

namespace Delight.Actors.Tests.Network;

public sealed class NetworkModelTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly NetworkOptions Options = new()
    {
        Latency = Second, Links = [new LinkOptions("a", "b", 5 * Second)],
    };

    [Theory]
    [InlineData("a", "b", 15)]
    [InlineData("b", "a", 11)]
    [InlineData("a", "a", 10)]
    [InlineData("c", "d", 11)]
    public void Send_AtTen_TakesTheLatencyOfTheDirectedLink(string from, string to, int seconds) =>
        Assert.Equal(Once(seconds * Second), Send(new NetworkModel(Options, seed: 1), from, to, 10 * Second));

    [Fact]
    public void Latency_Negative_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new NetworkOptions { Latency = -Second });

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Shares_OutsideOfZeroToOne_AreRefused(double share)
    {
        Refused(new LinkQuality { LossShare = share }, "LossShare");
        Refused(new LinkQuality { DuplicationShare = share }, "DuplicationShare");
        Refused(new LinkQuality { ReorderingShare = share }, "ReorderingShare");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Bandwidth_NotAboveZero_IsRefused(double bytes) =>
        Refused(new LinkQuality { BytesPerSecond = bytes }, "BytesPerSecond");

    [Fact]
    public void Bandwidth_ThreeMessagesAtOnce_EachWaitsForThoseBefore()
    {
        // 936 + 64 bytes at 1000 a second are 1 s, 64 bytes alone 0.064 s; latency adds its second to each.
        NetworkModel network = new(new NetworkOptions { Latency = Second, BytesPerSecond = 1000 }, seed: 1);
        Assert.Equal(Once(12 * Second), Send(network, "a", "b", 10 * Second, new Sized(936)));
        Assert.Equal(Once(13 * Second), SendAsAnother(network, "a", "b", 10 * Second, new Sized(936)));
        Assert.Equal(Once(TimeSpan.FromSeconds(13.064)), Send(network, "a", "b", 10 * Second, "small"));

        // The way back is another link, and the queue is empty from 12.064 on.
        Assert.Equal(Once(TimeSpan.FromSeconds(11.064)), Send(network, "b", "a", 10 * Second, "small"));
        Assert.Equal(Once(22 * Second), Send(network, "a", "b", 20 * Second, new Sized(936)));
    }

    [Fact]
    public void Bandwidth_OfALostMessage_IsUsedAllTheSame()
    {
        NetworkModel network = new(new NetworkOptions { BytesPerSecond = 64, LossShare = 1 }, seed: 1);
        Assert.Equal(PassageLoss.Loss, Send(network, "a", "b", TimeSpan.Zero).Loss);
        network.SetLink("a", "b", new LinkQuality { BytesPerSecond = 64 });
        Assert.Equal(Once(2 * Second), Send(network, "a", "b", TimeSpan.Zero));
    }

    [Fact]
    public void Cut_OneWay_LosesThatWayUntilHealed()
    {
        NetworkModel network = new(Options, seed: 1);
        network.Cut("a", "b");
        network.Cut("a", "b");
        Passage lost = Send(network, "a", "b", 10 * Second);
        Assert.Equal((0, PassageLoss.Partition, "network-partition"), (lost.Copies, lost.Loss, lost.LossReason));
        Assert.Equal(Once(11 * Second), Send(network, "b", "a", 10 * Second));
        network.Heal("a", "b");
        Assert.Equal(Once(25 * Second), Send(network, "a", "b", 20 * Second));
    }

    [Fact]
    public void Cut_MessagesOfTheRuntime_CrossAfterTheDetectionTimeAndKeepTheOrder()
    {
        NetworkModel network = new(Options with { DetectionTime = 30 * Second }, seed: 1);
        network.Cut("c", "d");
        Terminated gone = new(new TestAddress("a"));
        Assert.Equal(Once(40 * Second), Send(network, "c", "d", 10 * Second, gone));
        network.Heal("c", "d");
        Assert.Equal(Once(40 * Second), Send(network, "c", "d", 11 * Second));
        Assert.Equal(Once(12 * Second), SendAsAnother(network, "c", "d", 11 * Second));
    }

    [Fact]
    public void MessagesOfTheRuntime_OnTheWorstLink_ComeOnceAndInOrder()
    {
        NetworkModel network = new(
            new NetworkOptions { Latency = Second, LossShare = 1, DuplicationShare = 1, ReorderingShare = 1 }, seed: 1);
        Assert.Equal(Once(Second), Send(network, "a", "b", TimeSpan.Zero, new Terminated(new TestAddress("a"))));
        Assert.Equal(0, Send(network, "a", "b", TimeSpan.Zero).Copies);
    }

    [Fact]
    public void ReliableNodes_OnTheWorstLink_LoseNothingAndCannotBeCut()
    {
        NetworkModel network = new(
            new NetworkOptions
            {
                Latency = Second, LossShare = 1, DuplicationShare = 1, ReorderingShare = 1, ReliableNodes = ["b"],
            },
            seed: 1);
        network.Cut("a", "b");
        network.SetLink("b", "a", new LinkQuality { LossShare = 1 });
        Assert.Equal(Once(Second), Send(network, "a", "b", TimeSpan.Zero));
        Assert.Equal(1, Send(network, "b", "a", TimeSpan.Zero).Copies);
    }

    [Fact]
    public void SetLink_ToAQuickerOne_DoesNotOvertakeWhatIsUnderWay()
    {
        NetworkModel network = new(new NetworkOptions { Latency = 10 * Second }, seed: 1);
        Assert.Equal(Once(10 * Second), Send(network, "a", "b", TimeSpan.Zero));
        network.SetLink("a", "b", new LinkQuality { Latency = Second });
        Assert.Equal(Once(10 * Second), Send(network, "a", "b", Second));
        Assert.Equal(Once(21 * Second), Send(network, "a", "b", 20 * Second));
        network.SetLink("a", "b", null);
        Assert.Equal(Once(40 * Second), Send(network, "a", "b", 30 * Second));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void Shares_OverManyMessages_AreRealised(double share)
    {
        // Two standard errors of 100,000 draws are 2 · sqrt(p (1 - p) / n), at most 0.0032; four of them bound it.
        const int Messages = 100_000;
        double tolerance = 4 * Math.Sqrt(share * (1 - share) / Messages);
        NetworkModel lossy = new(new NetworkOptions { LossShare = share }, seed: 3);
        NetworkModel doubling = new(new NetworkOptions { DuplicationShare = share }, seed: 4);
        NetworkModel shuffling = new(new NetworkOptions { ReorderingShare = share, Latency = Second }, seed: 5);
        int lost = 0, doubled = 0, late = 0;
        for (int i = 0; i < Messages; i++)
        {
            lost += Send(lossy, "a", "b", i * Second).Copies == 0 ? 1 : 0;
            doubled += Send(doubling, "a", "b", i * Second).Copies == 2 ? 1 : 0;
            late += Send(shuffling, "a", "b", i * Second).First == (i + 2) * Second ? 1 : 0;
        }

        Assert.Equal(share, (double)lost / Messages, tolerance);
        Assert.Equal(share, (double)doubled / Messages, tolerance);
        Assert.Equal(share, (double)late / Messages, tolerance);
    }

    [Fact]
    public void Draws_OfOneLink_DoNotDependOnTheTrafficOfAnother()
    {
        NetworkOptions options = new() { Latency = LatencyDistribution.Exponential(Second) };
        NetworkModel alone = new(options, seed: 7), busy = new(options, seed: 7), other = new(options, seed: 8);
        Passage[] expected = [.. Enumerable.Range(0, 20).Select(i => Send(alone, "a", "b", i * Second))];
        for (int i = 0; i < expected.Length; i++)
        {
            Send(busy, "b", "a", i * Second);
            Send(busy, "a", "c", i * Second);
            Assert.Equal(expected[i], Send(busy, "a", "b", i * Second));
        }

        Assert.NotEqual(expected[0], Send(other, "a", "b", TimeSpan.Zero));
    }

    private static Passage Once(TimeSpan at) => Passage.Once(at);

    private static Passage Send(
        NetworkModel network, string from, string to, TimeSpan now, object? message = null) =>
        network.Send(Address(from, "sender"), Address(to, "receiver"), message ?? "message", now);

    private static Passage SendAsAnother(
        NetworkModel network, string from, string to, TimeSpan now, object? message = null) =>
        network.Send(Address(from, "other"), Address(to, "receiver"), message ?? "message", now);

    /// <summary>Always the same address for the same name.</summary>
    private static ActorRef Address(string node, string name) =>
        Addresses.GetOrAdd((node, name), key => new TestAddress(key.Name, key.Node));

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(string Node, string Name), TestAddress>
        Addresses = [];

    private static void Refused(LinkQuality quality, string setting)
    {
        NetworkOptions all = new()
        {
            LossShare = quality.LossShare, DuplicationShare = quality.DuplicationShare,
            ReorderingShare = quality.ReorderingShare, BytesPerSecond = quality.BytesPerSecond,
        };
        Assert.Equal(setting, Assert.Throws<ArgumentOutOfRangeException>(() => new NetworkModel(all, 1)).ParamName);
        NetworkModel network = new(new NetworkOptions(), seed: 1);
        Assert.Equal(
            setting, Assert.Throws<ArgumentOutOfRangeException>(() => network.SetLink("a", "b", quality)).ParamName);
    }

    private sealed record Sized(long Bytes) : ISized;
}
