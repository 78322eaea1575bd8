using Delight.Determinism;

namespace Delight.Samples.AkkaClusterPartitions;

/// <summary>One partition: who is cut off from whom, which way, for how long, and who is the oldest node.</summary>
/// <param name="Side">Names of the nodes on one side.</param>
/// <param name="Direction">Both: nothing passes. Outgoing: nothing that the side sends. Incoming: nothing that is sent
/// to it.</param>
/// <param name="Lasts">From 2 to 60 seconds.</param>
/// <param name="Oldest">Name of the node that founds the cluster and so has the singleton.</param>
public sealed record Partition(IReadOnlyList<string> Side, PartitionWay Direction, TimeSpan Lasts, string Oldest)
{
    /// <summary>The nodes of the cluster.</summary>
    public static readonly IReadOnlyList<string> Nodes = ["a", "b", "c", "d", "e"];

    /// <summary>The nodes on the other side.</summary>
    public IEnumerable<string> Others => Nodes.Except(Side);

    /// <summary>Draws a partition; the same seed gives the same one for every strategy.</summary>
    public static Partition Draw(int seed)
    {
        RandomStream random = RandomStream.Derive((ulong)seed, "partition");
        List<string> left = [.. Nodes];
        List<string> side = [];
        for (int count = 1 + random.NextIndex(Nodes.Count - 1); count > 0; count--)
        {
            int drawn = random.NextIndex(left.Count);
            side.Add(left[drawn]);
            left.RemoveAt(drawn);
        }

        PartitionWay way = random.NextIndex(3) switch
        {
            0 => PartitionWay.Outgoing,
            1 => PartitionWay.Incoming,
            _ => PartitionWay.Both,
        };
        double seconds = 2 * Math.Pow(30, random.NextUniform()); // as many from 2 to 11 s as from 11 to 60 s
        return new Partition([.. side.Order(StringComparer.Ordinal)], way, TimeSpan.FromSeconds(Math.Round(seconds, 1)),
            Nodes[random.NextIndex(Nodes.Count)]);
    }
}

/// <summary>Which frames a partition stops.</summary>
public enum PartitionWay
{
    /// <summary>All between the sides.</summary>
    Both,

    /// <summary>Those that the side sends.</summary>
    Outgoing,

    /// <summary>Those that are sent to the side.</summary>
    Incoming,
}
