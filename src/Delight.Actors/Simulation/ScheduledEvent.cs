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
}

/// <summary>An entry of the event queue, ordered by time, then by the order of scheduling.</summary>
internal readonly record struct ScheduledEvent(long Ticks, long Sequence, EventKind Kind, SimulatedActor Target)
{
    public SimulatedActor? Sender { get; init; }

    /// <summary>The message, the timer, or the failure.</summary>
    public object? Content { get; init; }

    public bool IsBefore(in ScheduledEvent other) =>
        Ticks < other.Ticks || (Ticks == other.Ticks && Sequence < other.Sequence);
}
