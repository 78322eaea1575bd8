using Akka.Actor;
using Delight.Simulation.Nodes;

namespace Delight.Simulation.Asks;

/// <summary>A temporary actor that waits for the reply to an Ask.</summary>
internal interface IReplyReceiver
{
    /// <summary>The node of who asked; null where that has none.</summary>
    Node? Node { get; }

    /// <summary>The reply has arrived.</summary>
    void Complete(in Envelope reply);
}

/// <summary>The temporary actor of an Ask, in virtual time and live. A crash of who asked makes it deaf.</summary>
internal abstract class ReplyRef<T> : FutureActorRef<T>, IReplyReceiver
{
    private readonly int _crashes;

    protected ReplyRef(TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider, Node? node)
        : base(result, path, provider)
    {
        Node = node;
        _crashes = node?.Crashes ?? 0;
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
}
