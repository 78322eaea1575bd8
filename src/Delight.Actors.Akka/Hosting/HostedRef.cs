using Akka.Actor;
using Delight.Actors.Port;

namespace Delight.Actors.Akka.Hosting;

/// <summary>The address of a hosted actor, and all of it that outlives its Akka instances: mailbox, life,
/// context.</summary>
internal sealed class HostedRef : AkkaRef
{
    private IActorRef? _target;

    public HostedRef(AkkaRuntime runtime, HostedRef? parent, string name, ActorSpec spec)
        : base(spec.Node ?? parent?.Node ?? "root", $"{parent?.Path}/{name}")
    {
        spec.Validate();
        (Runtime, Spec) = (runtime, spec);
        Mailbox = new HostedMailboxQueue(this);
        Context = new HostedContext(this);
        Life = new HostedLife(this);
    }

    public AkkaRuntime Runtime { get; }

    public ActorSpec Spec { get; }

    public HostedMailboxQueue Mailbox { get; }

    public HostedContext Context { get; }

    public HostedLife Life { get; }

    /// <summary>The Akka actor; known as soon as it has a mailbox, and so before anything can happen to it.</summary>
    public override IActorRef Target =>
        Volatile.Read(ref _target) ?? throw new InvalidOperationException($"{this} is not hosted yet.");

    public void Attach(IActorRef target) => Volatile.Write(ref _target, target);

    /// <summary>Puts a message into the mailbox, from any thread.</summary>
    public void Deliver(Delivery delivery) => Target.Tell(delivery, ActorRefs.NoSender);

    /// <summary>A message that the mailbox did not take, or threw out for another one.</summary>
    public void Reject(Delivery unwanted)
    {
        if (Mailbox.IsClosedForGood)
        {
            Discard(unwanted, "dead-letter");
            return;
        }

        if (Spec.Mailbox.Overflow == MailboxOverflow.ReturnCredit && unwanted.Sender is { } sender)
        {
            Runtime.Send(this, sender, new Undelivered(this, unwanted.Message));
        }

        Discard(unwanted, "mailbox-full");
    }

    /// <summary>Counts a message that nobody will look at, and gives its reference back.</summary>
    public void Discard(Delivery delivery, string reason)
    {
        if (delivery.Timer is { } timer && !Context.TrySettle(timer))
        {
            return; // cancelled: nobody waits for it, and its reference is given back already
        }

        Runtime.Counters.CountDeliveries(1);
        Runtime.CountDrop(this, delivery.Message, reason);
        (delivery.Message as IRetained)?.Release();
    }
}
