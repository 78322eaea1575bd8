using Delight.Actors.Port;

namespace Delight.Actors.Testing;

/// <summary>One message as a probe got it.</summary>
/// <param name="Message">The message.</param>
/// <param name="Sender">Who sent it; the probe itself where nobody did.</param>
/// <param name="Time">Time of the system's clock since its start.</param>
public sealed record ReceivedMessage(object Message, ActorRef Sender, TimeSpan Time);
