namespace Delight.Actors.Port;

/// <summary>Hears of every message and of every piece of work: who is busy when, and with what.</summary>
/// <remarks>
/// Called on the thread where it happens, on live runtimes from several at once; must not throw, and must not send.
/// Times are those of the run's clock since its start. A message is the same object in all calls about it. Nothing here
/// reaches the digest: a run that is watched is the run that is not.
/// </remarks>
public interface IActivityObserver
{
    /// <summary>An actor sends a message, which may still get lost.</summary>
    /// <param name="sender">Is at a piece of work, whose end has not been told yet.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="message">What.</param>
    /// <param name="at">When it leaves.</param>
    void Sent(ActorRef sender, ActorRef receiver, object message, TimeSpan at);

    /// <summary>A message has arrived and has to wait, since its receiver is at something else.</summary>
    void Waits(ActorRef receiver, object message, TimeSpan since);

    /// <summary>An actor handled a message, or failed at it.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="message">What.</param>
    /// <param name="began">When it took it up.</param>
    /// <param name="ended">When it is done; in virtual time that may lie ahead.</param>
    void Handled(ActorRef actor, object message, TimeSpan began, TimeSpan ended);

    /// <summary>The work told of last ends at another time: a crash cuts it short, a pause makes it longer.</summary>
    void Ends(ActorRef actor, TimeSpan at);
}
