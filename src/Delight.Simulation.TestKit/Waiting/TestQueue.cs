using Akka.TestKit;

namespace Delight.Simulation.TestKit.Waiting;

/// <summary>The queue of a test actor, as the base class of a kit or a probe opens it. Nothing here waits.</summary>
/// <param name="HasMessages">True where a message is there.</param>
/// <param name="Take">Takes the first message; null where there is none.</param>
/// <param name="Peek">Shows the first message; null where there is none.</param>
internal sealed record TestQueue(Func<bool> HasMessages, Func<MessageEnvelope?> Take, Func<MessageEnvelope?> Peek);
