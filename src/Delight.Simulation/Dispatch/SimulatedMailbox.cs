using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Delight.Simulation.Dispatch;

/// <summary>The queue of one actor. Touched by the simulation's thread only.</summary>
internal sealed class SimulatedMailbox : SimulatedCell,
    IMessageQueue, IUnboundedDequeBasedMessageQueueSemantics, IMultipleConsumerSemantics
{
    private const int CapacityMin = 4, CapacityKept = 64;

    private Envelope[]? _ring;
    private int _first;

    /// <inheritdoc/>
    public bool HasMessages => Count > 0;

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <summary>What waits, in its order.</summary>
    public IEnumerable<Envelope> Waiting => Enumerable.Range(0, Count).Select(index => this[index]);

    /// <summary>The message that waits at a place of the queue, from 0.</summary>
    public Envelope this[int index] => _ring![(_first + index) & (_ring.Length - 1)];

    /// <inheritdoc/>
    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        Envelope[] ring = Room();
        ring[(_first + Count++) & (ring.Length - 1)] = envelope;
    }

    /// <inheritdoc/>
    public void EnqueueFirst(Envelope envelope)
    {
        Envelope[] ring = Room();
        _first = (_first - 1) & (ring.Length - 1);
        ring[_first] = envelope;
        Count++;
    }

    /// <inheritdoc/>
    public bool TryDequeue(out Envelope envelope)
    {
        if (!TryTake(out envelope))
        {
            return false;
        }

        Teller?.BeginMessage(this, envelope.Message);
        return true;
    }

    private bool TryTake(out Envelope envelope)
    {
        if (Count == 0)
        {
            envelope = default;
            return false;
        }

        Envelope[] ring = _ring!;
        envelope = ring[_first];
        ring[_first] = default;
        _first = (_first + 1) & (ring.Length - 1);
        if (--Count == 0 && ring.Length > CapacityKept)
        {
            (_ring, _first) = (null, 0);
        }

        return true;
    }

    /// <inheritdoc/>
    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryTake(out Envelope left))
        {
            deadletters.Enqueue(owner, left);
        }
    }

    private Envelope[] Room()
    {
        if (_ring is null)
        {
            return _ring = new Envelope[CapacityMin];
        }

        if (Count == _ring.Length)
        {
            Envelope[] larger = new Envelope[2 * Count];
            for (int index = 0; index < Count; index++)
            {
                larger[index] = _ring[(_first + index) & (_ring.Length - 1)];
            }

            (_ring, _first) = (larger, 0);
        }

        return _ring;
    }
}

/// <summary>Makes the queues of a simulated system; stands in for each of Akka's unbounded mailboxes.</summary>
internal sealed class SimulatedMailboxType : MailboxType, IProducesMessageQueue<SimulatedMailbox>
{
    private readonly SystemHome _home;

    /// <summary>Called by Akka.NET.</summary>
    public SimulatedMailboxType(Settings settings, Config config)
        : base(settings, config) => _home = PartRegistry.Find<SystemHome>(settings.Config);

    public override IMessageQueue Create(IActorRef owner, ActorSystem system)
    {
        CellOrigin origin = _home.Loop.OriginOf(owner, _home);
        return new SimulatedMailbox
        {
            Node = origin.Node, PathHash = origin.PathHash, Index = origin.Index, IsDigested = origin.IsDigested,
            OrdersSends = origin.OrdersSends, Teller = _home.Loop.TellerOf(origin),
        };
    }
}
