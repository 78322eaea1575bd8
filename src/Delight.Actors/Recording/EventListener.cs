using Akka.Actor;

namespace Delight.Actors.Recording;

/// <summary>Hears one type of events of an actor system.</summary>
/// <remarks>It has no mailbox and is told on the thread that publishes, so listening changes nothing. Events may come
/// from several threads at once.</remarks>
internal sealed class EventListener : MinimalActorRef
{
    private readonly Action<object> _hear;

    private EventListener(ActorSystem system, string name, Action<object> hear)
    {
        Provider = ((ExtendedActorSystem)system).Provider;
        Path = new RootActorPath(Provider.DefaultAddress) / name;
        _hear = hear;
    }

    /// <inheritdoc/>
    public override ActorPath Path { get; }

    /// <inheritdoc/>
    public override IActorRefProvider Provider { get; }

    /// <summary>Subscribes for as long as the system runs.</summary>
    /// <param name="system">Which.</param>
    /// <param name="name">Name of the listener, unique in its system: the event stream tells subscribers apart by
    /// it.</param>
    /// <param name="hear">Gets each event.</param>
    public static void Subscribe<T>(ActorSystem system, string name, Action<T> hear) => system.EventStream.Subscribe(
        new EventListener(system, name, heard => hear((T)heard)), typeof(T));

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef sender) => _hear(message);
}
