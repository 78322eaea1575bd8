using Akka.Actor;

namespace Delight.Simulation.Observing;

/// <summary>A message to nobody.</summary>
/// <param name="Time">Virtual time since the start.</param>
/// <param name="Message">What was sent.</param>
/// <param name="Receiver">To whom.</param>
/// <param name="Sender">By whom.</param>
public sealed record UndeliveredMessage(TimeSpan Time, object Message, IActorRef Receiver, IActorRef Sender)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Message.GetType().Name} from {Sender.Path.ToStringWithoutAddress()} reached nobody at "
        + Receiver.Path.ToStringWithoutAddress();
}
