using System.Collections.Concurrent;
using Delight.Learning.Kernels;
using Delight.Learning.Parameters;

namespace Delight.Actors.Snapshots;

/// <summary>Buffers for snapshots of one policy: a thousand in flight cost their bytes once and no garbage.</summary>
/// <param name="length">Number of parameters.</param>
/// <remarks>Thread-safe. Keeps every buffer it ever made; the most in use at once is what it costs.</remarks>
public sealed class SnapshotPool(int length)
{
    private readonly ConcurrentBag<float[]> _free = [];
    private int _made;

    /// <summary>Buffers made so far.</summary>
    public int Made => Volatile.Read(ref _made);

    /// <summary>Snapshots that somebody still holds.</summary>
    public int InUse => Made - _free.Count;

    /// <summary>Copies parameters into a snapshot that the caller holds one reference of.</summary>
    /// <param name="version">Its version.</param>
    /// <param name="parameters">[length] copied.</param>
    /// <exception cref="ArgumentException">The length differs.</exception>
    public PolicySnapshot Take(PolicyVersion version, ReadOnlySpan<float> parameters)
    {
        Shape.RequireLength(nameof(parameters), parameters.Length, length, "[length] of the pool");
        if (!_free.TryTake(out float[]? buffer))
        {
            Interlocked.Increment(ref _made);
            buffer = new float[length];
        }

        parameters.CopyTo(buffer);
        return new PolicySnapshot(this, buffer, version);
    }

    internal void Return(float[] buffer) => _free.Add(buffer);
}
