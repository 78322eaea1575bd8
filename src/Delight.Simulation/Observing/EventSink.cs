using Akka.Actor;

namespace Delight.Simulation.Observing;

/// <summary>Hands what is published to a function, without a mailbox: watching changes nothing.</summary>
/// <param name="system">Whose events they are.</param>
/// <param name="take">Called by the thread that publishes.</param>
internal sealed class EventSink(ActorSystem system, Action<object> take) : MinimalActorRef
{
    public override ActorPath Path { get; } =
        new RootActorPath(((ExtendedActorSystem)system).Provider.DefaultAddress) / "simulation";

    public override IActorRefProvider Provider => ((ExtendedActorSystem)system).Provider;

    protected override void TellInternal(object message, IActorRef sender) => take(message);
}
