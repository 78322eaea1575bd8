using Akka.Actor;
using Delight.Simulation.Asks;

namespace Delight.Simulation.Live;

/// <summary>Waits for the reply to an Ask. The reply takes its link like any message.</summary>
internal sealed class LiveFutureRef<T>(
    TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider, LiveFrictions frictions)
    : ReplyRef<T>(result, path, provider, frictions.ActingNode)
{
    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef sender)
    {
        Envelope reply = new(message, sender);
        if (!frictions.Router.TryDivertReply(this, reply))
        {
            Complete(reply);
        }
    }
}
