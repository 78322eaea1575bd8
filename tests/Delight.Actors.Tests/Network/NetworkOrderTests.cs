using Delight.Actors.Network;
using Delight.Actors.Port;
using FsCheck;
using FsCheck.Fluent;

namespace Delight.Actors.Tests.Network;

/// <summary>First in, first out for each sender and receiver, whatever the links are like and however they
/// change.</summary>
public sealed class NetworkOrderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly TestAddress[] Senders = [new("s0", "a"), new("s1", "a"), new("s2", "c")];

    private static readonly TestAddress[] Receivers = [new("r0", "b"), new("r1", "b")];

    /// <summary>One turn: what happens to the link first, and then a message.</summary>
    private sealed record Turn(int Sender, int Receiver, int PauseMs, int Change, bool IsOfSystem);

    [Fact]
    public void Send_OnRandomLinksThatChange_KeepsTheOrderOfEachPair()
    {
        Gen<Turn> turns =
            from sender in Gen.Choose(0, Senders.Length - 1)
            from receiver in Gen.Choose(0, Receivers.Length - 1)
            from pause in Gen.Choose(0, 400)
            from change in Gen.Choose(0, 30)
            from system in Gen.Choose(0, 9)
            select new Turn(sender, receiver, pause, change, system == 0);
        Arbitrary<Tuple<Turn[], int>> runs =
            Gen.Zip(turns.ArrayOf(60), Gen.Choose(1, int.MaxValue)).Select(run => Tuple.Create(run.Item1, run.Item2))
                .ToArbitrary();
        Config config = Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(new Replay(
            new Rnd(2024, 11), Microsoft.FSharp.Core.FSharpOption<int>.None));
        Check.One(config, Prop.ForAll(runs, run => IsInOrder(run.Item1, run.Item2)));
    }

    [Fact]
    public void Send_WithReordering_BreaksTheOrder()
    {
        NetworkModel network = new(new NetworkOptions { Latency = Second, ReorderingShare = 0.3 }, seed: 1);
        TimeSpan[] arrivals =
        [
            .. Enumerable.Range(0, 50).Select(
                i => network.Send(Senders[0], Receivers[0], "m", i * Second / 10).First),
        ];
        Assert.Contains(arrivals.Zip(arrivals.Skip(1)), pair => pair.Second < pair.First);
    }

    private static bool IsInOrder(Turn[] turns, int seed)
    {
        NetworkModel network = new(
            new NetworkOptions
            {
                Latency = Quality(seed % 7).Latency, DetectionTime = Second / 2, BytesPerSecond = 1000,
            },
            (ulong)seed);
        Dictionary<(TestAddress, TestAddress), TimeSpan> last = [];
        TimeSpan now = TimeSpan.Zero;
        foreach (Turn turn in turns)
        {
            now += TimeSpan.FromMilliseconds(turn.PauseMs);
            (TestAddress sender, TestAddress receiver) = (Senders[turn.Sender], Receivers[turn.Receiver]);
            Change(network, sender.Node, turn.Change);
            object message = turn.IsOfSystem ? new Terminated(sender) : "message";
            Passage passage = network.Send(sender, receiver, message, now);
            TimeSpan before = last.GetValueOrDefault((sender, receiver));
            foreach (TimeSpan arrival in ((TimeSpan[])[passage.First, passage.Second])[..passage.Copies])
            {
                if (arrival < before || arrival < now)
                {
                    return false;
                }

                before = arrival;
            }

            last[(sender, receiver)] = before;
        }

        return true;
    }

    private static void Change(NetworkModel network, string from, int change)
    {
        if (change < 7)
        {
            network.SetLink(from, "b", Quality(change));
        }
        else if (change == 7)
        {
            network.Cut(from, "b");
        }
        else if (change < 11)
        {
            network.Heal(from, "b");
        }
    }

    private static LinkQuality Quality(int index) => index switch
    {
        0 => new LinkQuality(),
        1 => new LinkQuality { Latency = 2 * Second },
        2 => new LinkQuality { Latency = LatencyDistribution.Uniform(TimeSpan.Zero, 3 * Second), LossShare = 0.2 },
        3 => new LinkQuality { Latency = LatencyDistribution.Exponential(Second), DuplicationShare = 0.5 },
        4 => new LinkQuality { Latency = LatencyDistribution.Lognormal(Second, 2), BytesPerSecond = 100 },
        5 => new LinkQuality { Latency = LatencyDistribution.Empirical(Second / 10, Second, 4 * Second) },
        _ => new LinkQuality { Latency = Second / 10, DuplicationShare = 0.5, BytesPerSecond = 500 },
    };
}
