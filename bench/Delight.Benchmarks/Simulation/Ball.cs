using Delight.Simulation;

namespace Delight.Benchmarks.Simulation;

/// <summary>A message with one number to hash, sent to and fro without being made anew.</summary>
internal sealed class Ball : IDigested
{
    public static readonly Ball Instance = new();

    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => fields.Add(1L);
}
