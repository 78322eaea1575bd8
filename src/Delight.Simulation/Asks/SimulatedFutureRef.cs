using Akka.Actor;
using Delight.Simulation.Dispatch;

namespace Delight.Simulation.Asks;

/// <summary>Waits for the reply to an Ask. The reply takes its way over the network like any message, and what
/// continues after the Ask continues on the simulation's thread.</summary>
/// <remarks>Akka.NET tells this reference directly, without a dispatcher, and lets continuations run on the thread
/// pool. Here the reply is an event of the simulation, and the task runs its continuations where it
/// completes.</remarks>
internal sealed class SimulatedFutureRef<T> : ReplyRef<T>
{
    private readonly SimulationLoop _loop;
    private readonly TaskCompletionSource<T> _result;

    public SimulatedFutureRef(
        TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider, SimulationLoop loop)
        : base(result, path, provider, loop.ActingNode)
    {
        (_loop, _result) = (loop, result);
        TaskInternals.ContinueInline(result.Task);
    }

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
}
