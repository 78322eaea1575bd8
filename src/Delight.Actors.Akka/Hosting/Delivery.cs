using Akka.Actor;
using Akka.Event;
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

/// <summary>What the runtime tells a hosted actor ahead of all that waits; reaching nobody is no loss.</summary>
internal abstract class Control : INoSerializationVerificationNeeded, IDeadLetterSuppression;

/// <summary>The pause before a restart is over: make the instance.</summary>
internal sealed class StartInstance : Control
{
    public static StartInstance Now { get; } = new();
}

/// <summary>The start of an instance failed. Comes to be read only where somebody further up decided to go on, and
/// there is nothing to go on with.</summary>
/// <param name="host">Whose start it was: a restart puts another one in its place.</param>
internal sealed class StartFailed(HostedActor host) : Control
{
    public HostedActor Host { get; } = host;
}
