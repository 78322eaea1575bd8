namespace Delight.Simulation;

/// <summary>A message whose size counts on a link with limited bandwidth.</summary>
public interface ISized
{
    /// <summary>Bytes of its content, without any header; at least 0.</summary>
    long Bytes { get; }
}
