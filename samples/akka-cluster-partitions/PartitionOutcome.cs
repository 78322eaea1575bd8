namespace Delight.Samples.AkkaClusterPartitions;

/// <summary>What came of one partition.</summary>
/// <param name="Survivors">Nodes that still run a minute after the partition.</param>
/// <param name="SecondsWithoutLeader">Time without a singleton, from the begin of the partition to the end of that
/// minute.</param>
/// <param name="SecondsWithSeveral">Time with more than one.</param>
public sealed record PartitionOutcome(int Survivors, double SecondsWithoutLeader, double SecondsWithSeveral);
