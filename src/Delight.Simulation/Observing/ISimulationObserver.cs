using Akka.Actor;
using Delight.Simulation.Faults;

namespace Delight.Simulation.Observing;

/// <summary>Hears what happens in a simulation. Watching changes nothing: an observer sends no messages.</summary>
/// <remarks>Called on the simulation's thread, in the order of events. Times are virtual, since the start.</remarks>
public interface ISimulationObserver
{
    /// <summary>An actor, a timer or the outside sent a user message; during work it leaves later.</summary>
    void Sent(TimeSpan time, IActorRef receiver, object message, IActorRef sender)
    {
    }

    /// <summary>A link delivers a user message twice.</summary>
    void Duplicated(TimeSpan time, IActorRef receiver, object message)
    {
    }

    /// <summary>An actor has taken a user message out of its mailbox and its turn is over.</summary>
    void Handled(TimeSpan time, IActorRef actor, object message)
    {
    }

    /// <summary>A user message reached a mailbox.</summary>
    void Delivered(TimeSpan time, IActorRef receiver, object message, IActorRef sender)
    {
    }

    /// <summary>A user message got lost.</summary>
    void Lost(TimeSpan time, IActorRef receiver, object message, DropReason reason)
    {
    }

    /// <summary>An actor failed, and its supervisor decided.</summary>
    void Failed(TimeSpan time, IActorRef actor, Exception cause, Directive decision)
    {
    }

    /// <summary>A message was sent to nobody.</summary>
    void Undelivered(TimeSpan time, IActorRef receiver, object message, IActorRef sender)
    {
    }

    /// <summary>A node crashed.</summary>
    void Crashed(TimeSpan time, string node)
    {
    }

    /// <summary>A node began a new life.</summary>
    void Restarted(TimeSpan time, string node)
    {
    }

    /// <summary>A fault of a schedule begins. Called just before it takes effect.</summary>
    void FaultBegan(TimeSpan time, FaultOccurrence occurrence)
    {
    }

    /// <summary>A fault of a schedule has ended. Never called for a <see cref="FaultKind.CrashActor"/>, which does not
    /// last.</summary>
    void FaultEnded(TimeSpan time, FaultOccurrence occurrence)
    {
    }
}
