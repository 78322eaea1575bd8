using Akka.Actor;
using Delight.Simulation.Asks;
using Delight.Simulation.Nodes;

namespace Delight.Simulation.Live;

/// <summary>Waits for the reply to an Ask. The reply takes its link like any message.</summary>
internal sealed class LiveFutureRef<T> : FutureActorRef<T>, IReplyReceiver
{
    private readonly LiveFrictions _frictions;
    private readonly int _crashes;

    public LiveFutureRef(
        TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider, LiveFrictions frictions)
        : base(result, path, provider)
    {
        (_frictions, Node) = (frictions, frictions.ActingNode);
        _crashes = Node?.Crashes ?? 0;
    }

    /// <inheritdoc/>
    public Node? Node { get; }

    /// <inheritdoc/>
    public void Complete(in Envelope reply)
    {
        // Where who asked has crashed, all is gone that would continue.
        if ((Node?.Crashes ?? 0) == _crashes)
        {
            base.TellInternal(reply.Message, reply.Sender);
        }
    }

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef sender)
    {
        Envelope reply = new(message, sender);
        if (!_frictions.Router.TryDivertReply(this, reply))
        {
            Complete(reply);
        }
    }
}
