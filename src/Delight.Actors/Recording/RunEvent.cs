namespace Delight.Actors.Recording;

/// <summary>Something happened to the system, not to the learning: a restart, a drop, a partition.</summary>
/// <param name="Time">Time of the run's clock.</param>
/// <param name="Kind">For example <c>actor-restarted</c>.</param>
/// <param name="Subject">The actor, node or link.</param>
/// <param name="Detail">One sentence.</param>
public sealed record RunEvent(TimeSpan Time, string Kind, string Subject, string Detail);
