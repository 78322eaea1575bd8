using Delight.Simulation;

namespace Delight.Actors.Messages;

/// <summary>A message of Delight. It never changes after it was sent.</summary>
/// <remarks>A message without a wire format stays within its process.</remarks>
public interface IMessage : IDigested
{
    /// <summary>Names the message and its version on the wire, in traces and in events: <c>name/version</c>.</summary>
    string WireName { get; }
}
