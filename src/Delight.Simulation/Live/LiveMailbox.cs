using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using Delight.Simulation.Dispatch;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Live;

/// <summary>The queue of one actor of a live system: that of Akka.NET with a gate between two messages.</summary>
internal sealed class LiveMailbox(LiveFrictions frictions, LiveNode? node) : LiveCell(frictions, node),
    IMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly ConcurrentQueue<Envelope> _queue = new();
    private readonly LiveFrictions _frictions = frictions;

    // What is unstashed comes before all else. Only the actor itself touches it.
    private Stack<Envelope>? _first;

    /// <inheritdoc/>
    public bool HasMessages => !_queue.IsEmpty || _first is { Count: > 0 };

    /// <inheritdoc/>
    public int Count => _queue.Count + (_first?.Count ?? 0);

    /// <inheritdoc/>
    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        if (Observed is null)
        {
            _queue.Enqueue(envelope);
        }
        else
        {
            Observed.Deliver(envelope, _queue);
        }
    }

    /// <inheritdoc/>
    public void EnqueueFirst(Envelope envelope) => (_first ??= new Stack<Envelope>()).Push(envelope);

    /// <inheritdoc/>
    public bool TryDequeue(out Envelope envelope)
    {
        bool isGated = IsGated;
        if ((isGated && !MayBegin()) || !TryTake(out envelope))
        {
            envelope = default;
            return false;
        }

        if (isGated)
        {
            Begin();
        }

        Observed?.Begin(envelope.Message);
        return true;
    }

    /// <summary>Takes the next message, whether the gate is closed or not.</summary>
    public bool TryTake(out Envelope envelope) =>
        _first is { Count: > 0 } ? _first.TryPop(out envelope) : _queue.TryDequeue(out envelope);

    /// <inheritdoc/>
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryTake(out Envelope left))
        {
            if (Node is { IsDown: true })
            {
                _frictions.Drop(owner, left, DropReason.NodeCrash);
            }
            else
            {
                deadletters.Enqueue(owner, left);
            }
        }
    }
}

/// <summary>Makes the queues of a live system; stands in for each of Akka's unbounded mailboxes.</summary>
internal sealed class LiveMailboxType : MailboxType, IProducesMessageQueue<LiveMailbox>
{
    private readonly LiveFrictions _frictions;

    /// <summary>Called by Akka.NET.</summary>
    public LiveMailboxType(Settings settings, Config config)
        : base(settings, config) => _frictions = PartRegistry.Find<LiveFrictions>(settings.Config);

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        new LiveMailbox(_frictions, _frictions.Table.Of(owner.Path))
        {
            IsProbe = _frictions.Table.IsOfProbe(owner.Path), Observed = _frictions.Observe(owner),
        };
}
