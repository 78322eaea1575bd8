namespace Delight.Actors.Port;

/// <summary>Hears of every message and of every piece of work: what becomes of what was sent, and who is busy when.
/// Overrides what it needs.</summary>
/// <remarks>
/// <para>Called on the thread where it happens, on live runtimes from several at once; must not throw, and must not
/// send. Times are those of the run's clock. A message is the same object in all calls about it. Nothing here reaches
/// the digest: a run that is watched is the run that is not.</para>
/// <para>In virtual time each copy of a message that was sent ends in exactly one way: it is delivered, it is lost, or
/// it still waits when the run ends; messages of timers are delivered or lost, but never sent. Live runtimes tell of
/// <see cref="Sent"/>, <see cref="Waits"/> and <see cref="Handled"/> alone.</para>
/// </remarks>
public interface IActivityObserver
{
    /// <summary>A message is sent, which may still get lost; with work still going on it leaves at the end of that
    /// work.</summary>
    /// <param name="sender">Is at a piece of work, whose end has not been told yet. Null where nobody's work sends it:
    /// it comes from outside, or from the runtime itself.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="message">What.</param>
    /// <param name="at">When it leaves.</param>
    void Sent(ActorRef? sender, ActorRef receiver, object message, TimeSpan at)
    {
    }

    /// <summary>The network made a second copy.</summary>
    void Duplicated(object message)
    {
    }

    /// <summary>A copy will never be received.</summary>
    /// <param name="message">What.</param>
    /// <param name="reason">As in <see cref="RuntimeCounters.Dropped"/>.</param>
    void Lost(object message, string reason)
    {
    }

    /// <summary>A message has arrived and has to wait, since its receiver is at something else.</summary>
    void Waits(ActorRef receiver, object message, TimeSpan since)
    {
    }

    /// <summary>An actor is about to receive a message; again where it stashed it before.</summary>
    /// <param name="sender">Null where nobody sent it.</param>
    /// <param name="receiver">Who.</param>
    /// <param name="message">What.</param>
    void Delivered(ActorRef? sender, ActorRef receiver, object message)
    {
    }

    /// <summary>An actor handled a message, or failed at it.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="message">What.</param>
    /// <param name="began">When it took it up.</param>
    /// <param name="ended">When it is done; in virtual time that may lie ahead.</param>
    void Handled(ActorRef actor, object message, TimeSpan began, TimeSpan ended)
    {
    }

    /// <summary>The work told of last ends at another time: a crash cuts it short, a pause makes it longer.</summary>
    void Ends(ActorRef actor, TimeSpan at)
    {
    }

    /// <summary>An actor threw.</summary>
    /// <param name="actor">Which.</param>
    /// <param name="failure">What; an <see cref="Faults.InjectedCrashException"/> where a fault made it.</param>
    void Failed(ActorRef actor, Exception failure)
    {
    }
}
