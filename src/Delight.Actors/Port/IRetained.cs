namespace Delight.Actors.Port;

/// <summary>A message that holds pooled memory, counted by references.</summary>
/// <remarks>
/// A runtime retains once for every envelope and releases when the envelope is done with: delivered, lost, dropped. An
/// actor that keeps the content beyond <see cref="IActor.Receive"/> retains for itself, and a sender releases its own
/// reference after sending.
/// </remarks>
public interface IRetained
{
    /// <summary>Adds a reference.</summary>
    void Retain();

    /// <summary>Gives a reference back; the last one returns the memory to its pool.</summary>
    void Release();
}
