using Delight.Actors.Port;

namespace Delight.Benchmarks.Simulation;

/// <summary>A message with one number to hash, sent to and fro without being made anew.</summary>
internal sealed class Ball : IMessage
{
    public static readonly Ball Instance = new();

    /// <inheritdoc/>
    public string WireName => "ball/1";

    /// <inheritdoc/>
    public void Describe(ref MessageDigest digest) => digest.Add(1);
}
