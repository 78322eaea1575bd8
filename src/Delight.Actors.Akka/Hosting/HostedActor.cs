using Akka.Actor;
using Delight.Actors.Akka.Wire;

namespace Delight.Actors.Akka.Hosting;

/// <summary>The Akka actor around an actor of the port: its life, its children, its stash and its watches are
/// Akka's.</summary>
/// <remarks>
/// <para>In: <see cref="Delivery"/>, Akka's <c>Terminated</c>, and <see cref="Control"/> of the runtime. Out: what the
/// hosted actor sends.</para>
/// <para>State: none of its own; what outlives a restart is in its <see cref="HostedRef"/>.</para>
/// <para>Time: the pause before a restart, by a timer. Order: as Akka keeps it.</para>
/// <para>Restart: children stop, then the instance ends, then a fresh one starts at once or after its pause.</para>
/// </remarks>
internal sealed class HostedActor(HostedRef owner) : ActorBase, IWithUnboundedStash
{
    /// <summary>Set by Akka.</summary>
    public IStash Stash { get; set; } = null!;

    public static Props PropsOf(HostedRef actor) => Props.CreateBy(new Producer(actor))
        .WithDispatcher(AkkaRuntime.DispatcherId).WithMailbox(AkkaRuntime.MailboxId);

    /// <summary>Stops the Akka actor. Called in its turn.</summary>
    public void Stop() => Context.Stop(Self);

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Delivery delivery:
                if (owner.Slowness > 1)
                {
                    owner.ProcessSlowly(delivery);
                }
                else
                {
                    owner.Context.Process(delivery);
                }

                return true;
            case global::Akka.Actor.Terminated gone:
                owner.Context.Miss(gone.ActorRef);
                return true;
            case Control control:
                control.Reach(this, owner);
                return true;
            case UnreadableMessage unreadable:
                owner.Runtime.CountDrop(owner, unreadable, "unreadable");
                return true;
            default:
                return false;
        }
    }

    protected override void PreStart() => Begin();

    protected override void PostRestart(Exception reason) => Begin();

    /// <summary>Unlike Akka's own it does not end the instance yet: the children stop first.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        foreach (IActorRef child in Context.GetChildren())
        {
            Context.Stop(child);
        }

        Stash.UnstashAll();
    }

    protected override void PostStop()
    {
        owner.Life.EndInstance();
        Stash.UnstashAll();
    }

    protected override SupervisorStrategy SupervisorStrategy() => new HostedStrategy(owner.Runtime, owner);

    private void Begin()
    {
        owner.Context.Attach(Context, Stash);
        if (!owner.Life.Begin(this))
        {
            Stop();
        }
    }

    private sealed class Producer(HostedRef actor) : IIndirectActorProducer
    {
        public Type ActorType => typeof(HostedActor);

        public ActorBase Produce() => new HostedActor(actor);

        public void Release(ActorBase ended)
        {
            // It has nothing to release.
        }
    }
}
