using Akka.Actor;
using Delight.Actors.Live;
using Delight.Actors.Port;
using Envelope = Akka.Actor.Envelope;
using Terminated = Delight.Actors.Port.Terminated;

namespace Delight.Actors.Akka.Hosting;

/// <summary>The address of a hosted actor, and all of it that outlives its Akka instances: mailbox, life,
/// context.</summary>
internal sealed class HostedRef : AkkaRef, ILiveActor
{
    private IActorRef? _target;
    private bool _isHosted;
    private double _slowFactor = 1;

    public HostedRef(AkkaRuntime runtime, HostedRef? parent, string name, ActorSpec spec)
        : base(spec.Node ?? parent?.Node ?? "root", $"{parent?.Path}/{name}")
    {
        spec.Validate();
        (Runtime, Parent, Spec, Home) = (runtime, parent, spec, runtime.Node(Node));
        LifeOfParent = parent?.Life.Deaths ?? 0;
        Mailbox = new HostedMailboxQueue(this);
        Context = new HostedContext(this);
        Life = new HostedLife(this);
        Watchers = new DeathWatchers(this, runtime, AnnounceDeath);
    }

    public AkkaRuntime Runtime { get; }

    /// <summary>Null above the top-level actors.</summary>
    public HostedRef? Parent { get; }

    /// <summary>Which of its parent's lives, counted by deaths of the node, it belongs to.</summary>
    public int LifeOfParent { get; }

    public ActorSpec Spec { get; }

    public ActorRef Self => this;

    public LiveNode Home { get; }

    public DeathWatchers Watchers { get; }

    /// <inheritdoc/>
    public double SlowFactor
    {
        get => Volatile.Read(ref _slowFactor);
        set => Volatile.Write(ref _slowFactor, value);
    }

    /// <summary>Times as long everything takes.</summary>
    public double Slowness => SlowFactor * Home.SlowFactor;

    public HostedMailboxQueue Mailbox { get; }

    public HostedContext Context { get; }

    public HostedLife Life { get; }

    /// <summary>The Akka actor; known as soon as it has a mailbox, and so before anything can happen to it.</summary>
    public override IActorRef Target =>
        Volatile.Read(ref _target) ?? throw new InvalidOperationException($"{this} is not hosted yet.");

    public void Attach(IActorRef target) => Volatile.Write(ref _target, target);

    /// <summary>The Akka actor is made and can be told something.</summary>
    public void NoteHosted()
    {
        Volatile.Write(ref _isHosted, true);
        Interlocked.MemoryBarrier(); // either this sees what was posted before, or who posts sees that it is hosted
        if (Mailbox.HasMessages)
        {
            Target.Tell(GoOn.Now, ActorRefs.NoSender);
        }
    }

    /// <summary>Puts a message into the mailbox, from any thread.</summary>
    public void Deliver(Delivery delivery)
    {
        if (Home.IsDown)
        {
            Discard(delivery, "node-down");
            return;
        }

        Runtime.Watching?.Waits(this, delivery.Message, Runtime.Elapsed);
        Target.Tell(delivery, ActorRefs.NoSender);
    }

    /// <summary>Tells the actor something ahead of all that waits, from any thread.</summary>
    public void Post(Control control)
    {
        if (Volatile.Read(ref _isHosted))
        {
            Target.Tell(control, ActorRefs.NoSender);
            return;
        }

        Mailbox.Enqueue(ActorRefs.Nobody, new Envelope(control, ActorRefs.NoSender));
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _isHosted))
        {
            Target.Tell(GoOn.Now, ActorRefs.NoSender);
        }
    }

    /// <summary>Handles a message, then rests for as long as it would have gone on at a slower speed. No thread waits
    /// for that.</summary>
    public void ProcessSlowly(Delivery delivery)
    {
        double slowness = Slowness;
        long began = Runtime.Options.Time.GetTimestamp();
        try
        {
            Context.Process(delivery);
        }
        finally
        {
            TimeSpan rest = (slowness - 1) * Runtime.Options.Time.GetElapsedTime(began);
            Mailbox.Hold(MailboxHolds.Rest, isHeld: true);
            Runtime.HappenAt(Runtime.Elapsed + rest, EndRest);
        }
    }

    /// <inheritdoc/>
    public void SetPaused(PauseReasons reason, bool isPaused)
    {
        Mailbox.Hold(
            reason == PauseReasons.OfItself ? MailboxHolds.PauseOfItself : MailboxHolds.PauseOfItsNode, isPaused);
        if (!isPaused)
        {
            Post(GoOn.Now);
        }
    }

    /// <inheritdoc/>
    public void Throw() => Post(new ThrowInjected(Life.Starts));

    /// <inheritdoc/>
    public void CutOff(int epoch, TimeSpan knownAt)
    {
        Mailbox.LoseWaiting();
        Watchers.NoteDeath(knownAt);
        Post(new NodeCrashed(epoch));
    }

    /// <inheritdoc/>
    public void Revive()
    {
        Watchers.AnnounceAll();
        LeaveNode();
        Post(NodeRevived.Now);
    }

    /// <inheritdoc/>
    public void FindOut(Terminated death) => Deliver(new Delivery(death, this, death.Actor));

    /// <summary>Who has stopped stays on its node only until all have heard of its death.</summary>
    public void LeaveNode()
    {
        if (Mailbox.IsClosedForGood && !Watchers.HasNotices)
        {
            Home.Remove(this);
        }
    }

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
            Runtime.SendOfSystem(this, sender, new Undelivered(this, unwanted.Message));
        }

        Discard(unwanted, "mailbox-full");
    }

    /// <summary>Counts a message that nobody will look at.</summary>
    public void Discard(Delivery delivery, string reason)
    {
        if (delivery.Timer is { } timer && !Context.TrySettle(timer))
        {
            return; // cancelled: nobody waits for it
        }

        Runtime.Counters.CountDeliveries(1);
        Runtime.CountDrop(this, delivery.Message, reason);
    }

    private void AnnounceDeath()
    {
        Watchers.AnnounceDue();
        LeaveNode();
    }

    private void EndRest()
    {
        Mailbox.Hold(MailboxHolds.Rest, isHeld: false);
        Post(GoOn.Now);
    }
}
