using System.Collections.Concurrent;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;

namespace Delight.Actors.Akka.Wire;

/// <summary>Buffers for policies that come from other processes, one pool for each length. Thread-safe.</summary>
internal sealed class SnapshotPools
{
    private readonly ConcurrentDictionary<int, SnapshotPool> _byLength = new();

    /// <summary>Copies parameters into a snapshot that the caller holds one reference of.</summary>
    public PolicySnapshot Take(PolicyVersion version, ReadOnlySpan<float> parameters) =>
        _byLength.GetOrAdd(parameters.Length, static length => new SnapshotPool(length)).Take(version, parameters);
}
