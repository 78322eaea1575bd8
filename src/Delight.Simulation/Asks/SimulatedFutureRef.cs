using Akka.Actor;
using Delight.Simulation.Dispatch;
using Delight.Simulation.Nodes;

namespace Delight.Simulation.Asks;

/// <summary>Waits for the reply to an Ask. The reply takes its way over the network like any message, and what
/// continues after the Ask continues on the simulation's thread.</summary>
/// <remarks>Akka.NET tells this reference directly, without a dispatcher, and lets continuations run on the thread
/// pool. Here the reply is an event of the simulation, and the task runs its continuations where it
/// completes.</remarks>
internal sealed class SimulatedFutureRef<T> : FutureActorRef<T>, IReplyReceiver
{
    private readonly SimulationLoop _loop;
    private readonly TaskCompletionSource<T> _result;
    private readonly int _crashes;

    public SimulatedFutureRef(
        TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider, SimulationLoop loop)
        : base(result, path, provider)
    {
        (_loop, _result, Node) = (loop, result, loop.ActingNode);
        _crashes = Node?.Crashes ?? 0;
        TaskInternals.ContinueInline(result.Task);
    }

    /// <inheritdoc/>
    public Node? Node { get; }

    /// <inheritdoc/>
    public override void DeliverAsk(object message, ICanTell destination)
    {
        AskTimeout.MakeVirtual(_result.Task, _loop);
        base.DeliverAsk(message, destination);
    }

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef sender)
    {
        if (!_loop.IsAtHome)
        {
            _loop.ReportForeign("replied to an Ask", this, message);
            return;
        }

        _loop.SendReply(this, new Envelope(message, sender));
    }

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
