using Akka.Actor;
using Delight.Actors.Port;

namespace Delight.Actors.Akka.Hosting;

/// <summary>A message of the port on its way inside one process; holds one reference of what is pooled in it.</summary>
/// <param name="message">The message.</param>
/// <param name="receiver">For whom: also where the message reaches nobody, somebody must count it.</param>
/// <param name="sender">Null where nobody sent it.</param>
/// <param name="timer">The timer that fired, until its message is at hand: a cancelled one is skipped.</param>
internal sealed class Delivery(object message, HostedRef receiver, ActorRef? sender, ActorTimer? timer = null)
    : INoSerializationVerificationNeeded
{
    public object Message { get; } = message;

    public HostedRef Receiver { get; } = receiver;

    public ActorRef? Sender { get; } = sender;

    /// <summary>Null once its message was at hand. Changed by the receiver alone.</summary>
    public ActorTimer? Timer { get; set; } = timer;

    /// <summary>True for messages of the runtime itself, which no bound of a mailbox may cost.</summary>
    public bool IsOfSystem => Message is Port.Terminated or Undelivered;
}
