namespace Delight.Actors.Port;

/// <summary>Handles one message at a time and touches only its own state; everything impure comes from its
/// context.</summary>
public interface IActor
{
    /// <summary>Called once before the first message of this instance, also after a restart.</summary>
    void PreStart(IActorContext context)
    {
    }

    /// <summary>Handles one message. An exception goes to the parent's supervision; the message is not delivered
    /// again.</summary>
    void Receive(object message, IActorContext context);

    /// <summary>Called once after the last message of this instance, also before a restart replaces it. Must not
    /// throw.</summary>
    void PostStop(IActorContext context)
    {
    }
}
