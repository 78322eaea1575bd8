using Delight.Actors.Port;

namespace Delight.Actors.Simulation;

/// <summary>Hears what becomes of every message of a simulated run, to check invariants or to record.</summary>
/// <remarks>
/// <para>Each copy of a message that was sent ends in exactly one way: it is delivered, it is lost, or it still waits
/// when the run ends. Messages of timers are delivered or lost, but never sent.</para>
/// <para>Called on the thread of the run, in its order; must not throw and must not touch the run.</para>
/// </remarks>
public interface IMessageWatch
{
    /// <summary>An actor sent a message; with work still going on it leaves at the end of that work.</summary>
    /// <param name="sender">Null where it comes from outside of the system.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="message">What.</param>
    void Sent(ActorRef? sender, ActorRef receiver, object message);

    /// <summary>The network made a second copy.</summary>
    void Duplicated(object message);

    /// <summary>A copy will never be received.</summary>
    /// <param name="message">What.</param>
    /// <param name="reason">As in <see cref="RuntimeCounters.Dropped"/>.</param>
    void Lost(object message, string reason);

    /// <summary>An actor is about to receive a message; again where it stashed it before.</summary>
    /// <param name="sender">Null where nobody sent it.</param>
    /// <param name="receiver">Who.</param>
    /// <param name="message">What.</param>
    void Delivered(ActorRef? sender, ActorRef receiver, object message);

    /// <summary>An actor threw.</summary>
    /// <param name="actor">Which.</param>
    /// <param name="failure">What; an <see cref="Faults.InjectedCrashException"/> where a fault made it.</param>
    void Failed(ActorRef actor, Exception failure);
}
