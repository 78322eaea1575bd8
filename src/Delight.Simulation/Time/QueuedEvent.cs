using Akka.Actor;

namespace Delight.Simulation.Time;

/// <summary>What happens at one instant.</summary>
/// <param name="Kind">Says what <paramref name="Target"/> is.</param>
/// <param name="Target">A runnable, a cell, a timer, a reply or an action.</param>
/// <param name="Owner">Whose turn it is, or whose timer; null for what belongs to nobody.</param>
/// <param name="Envelope">Of an arrival.</param>
internal readonly record struct QueuedEvent(
    EventKind Kind, object Target, object? Owner = null, Envelope Envelope = default);

/// <summary>What an event does.</summary>
internal enum EventKind : byte
{
    /// <summary>A mailbox, or another runnable of the dispatcher, has its turn.</summary>
    Turn,

    /// <summary>A turn that has waited for the end of its actor's work.</summary>
    DelayedTurn,

    /// <summary>A message arrives over a link.</summary>
    Arrival,

    /// <summary>News of a death arrives.</summary>
    News,

    /// <summary>Work of an actor ends, and what it sent meanwhile leaves.</summary>
    Departure,

    /// <summary>A timer fires.</summary>
    Timer,

    /// <summary>The simulation does something: a fault, a reply to an Ask.</summary>
    Action,
}
