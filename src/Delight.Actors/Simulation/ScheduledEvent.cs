namespace Delight.Actors.Simulation;

/// <summary>What is to happen to one actor at one time.</summary>
internal enum EventKind : byte
{
    /// <summary>A message arrives.</summary>
    Arrival,

    /// <summary>The actor is free again and looks into its mailbox.</summary>
    Wake,

    /// <summary>A timer of the actor fires.</summary>
    Timer,

    /// <summary>Somebody asked for the actor to stop.</summary>
    Stop,

    /// <summary>The pause before a restart is over.</summary>
    Restart,

    /// <summary>The actor's constructor or PreStart failed; its parent's strategy is asked.</summary>
    StartFailure,

    /// <summary>Work of the actor ends: what it sends then leaves.</summary>
    Departure,

    /// <summary>A fault begins or ends, or is found out.</summary>
    Control,
}

/// <summary>An entry of the event queue, ordered by time, then by the order of scheduling.</summary>
/// <param name="Ticks">When it happens.</param>
/// <param name="Sequence">When it was scheduled, among all events. A message keeps its number from the send to the
/// arrival.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Target">To whom; for a control nobody looks.</param>
internal readonly record struct ScheduledEvent(long Ticks, long Sequence, EventKind Kind, SimulatedActor Target)
{
    public SimulatedActor? Sender { get; init; }

    /// <summary>How often the target's node had died when it was scheduled: what an earlier life awaits never
    /// comes.</summary>
    public int Life { get; init; }

    /// <summary>The message, the timer, the failure, or what a control does.</summary>
    public object? Content { get; init; }

    public bool IsBefore(in ScheduledEvent other) =>
        Ticks < other.Ticks || (Ticks == other.Ticks && Sequence < other.Sequence);
}
