namespace Delight.Experiments.Traces;

/// <summary>One piece of work: a message that was handled. Times in nanoseconds of the run's clock.</summary>
/// <param name="Name">The message.</param>
/// <param name="Begins">Where it is drawn.</param>
/// <param name="Ends">Above <paramref name="Begins"/>.</param>
/// <param name="Taken">When it was really taken up.</param>
/// <param name="Waited">How long the message had waited since its arrival.</param>
/// <param name="From">Who sent it; null where that is not known.</param>
internal readonly record struct TraceSpan(
    string Name, long Begins, long Ends, long Taken, long Waited, TraceActor? From);
