namespace Delight.Actors.Port;

/// <summary>Measures what a cluster costs, all of it in this process over sockets of this machine.</summary>
public interface IClusterMeasure
{
    /// <summary>Publishes policies to nodes, each time once all of them have the one before.</summary>
    /// <param name="nodes">Actor systems that a policy goes to; at least 1.</param>
    /// <param name="parameters">Of the policy, 4 bytes each; at least 1.</param>
    /// <param name="rounds">How often; at least 1. A tenth as many before, and at least one, are not counted.</param>
    /// <returns>Seconds of each round, from the publication until the last node has the whole policy, and bytes of the
    /// managed heap that a connected idle node adds.</returns>
    (double[] Seconds, long BytesPerNode) Broadcast(int nodes, int parameters, int rounds);
}
