using Akka.Actor;
using Delight.Determinism;
using Delight.Simulation.Network;

namespace Delight.Simulation.Tests.Network;

/// <summary>First in, first out for each sender and receiver, whatever the links are like and however they
/// change.</summary>
public sealed class LinkOrderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Messages_OnRandomLinksThatChange_KeepTheOrderOfEachPair()
    {
        int received = 0, copies = 0;
        for (ulong seed = 1; seed <= 200; seed++)
        {
            foreach (List<int> numbers in Received(seed))
            {
                Assert.True(numbers.SequenceEqual(numbers.Order()), $"seed {seed}: {string.Join(' ', numbers)}");
                received += numbers.Count;
                copies += numbers.Count - numbers.Distinct().Count();
            }
        }

        Assert.True(received > 5000 && copies > 500, $"{received} messages came, {copies} of them twice");
    }

    private static IEnumerable<List<int>> Received(ulong seed)
    {
        using Simulation simulation = Simulation.Create(seed);
        Dictionary<(string From, string To), List<int>> received = [];
        IActorRef[] receivers = [.. ((string[])["r0", "r1"]).Select(name => simulation.AddNode(
            name, Scripted.Props((message, actor) => Note(received, (actor.From.Path.Name, name), (int)message))))];
        IActorRef[] senders = [.. ((string[])["s0", "s1", "s2"]).Select(name => simulation.AddNode(
            name, Scripted.Props((message, _) => Pass(receivers, ((int Receiver, int Number))message))))];
        RandomStream random = RandomStream.Derive(seed, "turns");
        for (int number = 0; number < 60; number++)
        {
            simulation.RunFor(TimeSpan.FromMilliseconds(random.NextIndex(400)));
            int sender = random.NextIndex(senders.Length), receiver = random.NextIndex(receivers.Length);
            Change(simulation.Network.Link($"s{sender}", $"r{receiver}"), random.NextIndex(30));
            senders[sender].Tell((receiver, number));
        }

        simulation.RunUntilIdle();
        return received.Values;
    }

    private static void Pass(IActorRef[] receivers, (int Receiver, int Number) message) =>
        receivers[message.Receiver].Tell(message.Number);

    private static void Note(
        Dictionary<(string From, string To), List<int>> received, (string From, string To) pair, int number)
    {
        if (!received.TryGetValue(pair, out List<int>? numbers))
        {
            received.Add(pair, numbers = []);
        }

        numbers.Add(number);
    }

    private static void Change(Link link, int change)
    {
        if (change < 7)
        {
            link.Quality = Quality(change);
        }
        else if (change == 7)
        {
            link.Cut();
        }
        else if (change < 11)
        {
            link.Heal();
        }
    }

    private static LinkQuality Quality(int index) => index switch
    {
        0 => new LinkQuality(),
        1 => new LinkQuality { Latency = 2 * Second },
        2 => new LinkQuality { Latency = Latency.Uniform(TimeSpan.Zero, 3 * Second), LossShare = 0.2 },
        3 => new LinkQuality { Latency = Latency.Exponential(Second), DuplicationShare = 0.5 },
        4 => new LinkQuality { Latency = Latency.Lognormal(Second, 2), BytesPerSecond = 100 },
        5 => new LinkQuality { Latency = Latency.Empirical(Second / 10, Second, 4 * Second) },
        _ => new LinkQuality { Latency = Second / 10, DuplicationShare = 0.5, BytesPerSecond = 500 },
    };
}
