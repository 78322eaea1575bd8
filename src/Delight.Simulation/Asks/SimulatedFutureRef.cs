using Akka.Actor;
using Delight.Simulation.Dispatch;
using Delight.Simulation.Nodes;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Asks;

/// <summary>Waits for the reply to an Ask. The reply takes its way over the network like any message, and what
/// continues after the Ask continues on the simulation's thread.</summary>
/// <remarks>Akka.NET tells this reference directly, without a dispatcher, and lets continuations run on the thread
/// pool. Here the reply is an event of the simulation, and the task runs its continuations where it
/// completes.</remarks>
internal sealed class SimulatedFutureRef<T> : FutureActorRef<T>, ISimulatedFuture
{
    private readonly SimulationLoop _loop;
    private readonly TaskCompletionSource<T> _result;
    private readonly int _crashes;

    public SimulatedFutureRef(
        TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider, SimulationLoop loop)
        : base(result, path, provider)
    {
        (_loop, _result, Node) = (loop, result, loop.Running?.Node);
        _crashes = Node?.Crashes ?? 0;
        TaskInternals.ContinueInline(result.Task);
    }

    /// <inheritdoc/>
    public SimulatedNode? Node { get; }

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

        SimulatedCell? replier = _loop.Running;
        long leaves = _loop.Now + _loop.Offset;
        _loop.ActAt(leaves, () => Leave(replier, message, sender));
    }

    private void Leave(SimulatedCell? replier, object message, IActorRef sender)
    {
        SimulatedNode? from = replier is not null ? replier.Node : _loop.NodeOf(sender);
        if (from is null || Node is null || from == Node)
        {
            Complete(message, sender);
        }
        else if (_loop.Network.PassReply(from, Node, (object?)replier ?? sender, this, message) is { } arrival)
        {
            _loop.ActAt(arrival, () => Complete(message, sender));
        }
        else
        {
            _loop.Counters.Drop(DropReason.LinkLoss);
        }
    }

    private void Complete(object message, IActorRef sender)
    {
        // Who asked is gone, with all that would continue.
        if ((Node?.Crashes ?? 0) == _crashes)
        {
            base.TellInternal(message, sender);
        }
    }
}
