namespace Delight.Experiments.Traces;

/// <summary>What kind of mark a trace has; the values are the letters of the format.</summary>
internal enum TracePhase : ushort
{
    /// <summary>A piece of work with its duration.</summary>
    Work = 'X',

    /// <summary>An arrow begins.</summary>
    ArrowBegins = 's',

    /// <summary>An arrow ends.</summary>
    ArrowEnds = 'f',

    /// <summary>A number from now on.</summary>
    Counter = 'C',

    /// <summary>Something happened.</summary>
    Instant = 'i',
}

/// <summary>One mark of a trace. Times in nanoseconds of the run's clock.</summary>
/// <param name="Phase">What it is.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Whose; null where it concerns all.</param>
/// <param name="Name">What is written on it.</param>
internal readonly record struct TraceEvent(TracePhase Phase, long At, TraceActor? Actor, string Name)
{
    /// <summary>Duration of work, number of an arrow, value of a counter.</summary>
    public double Value { get; init; }

    /// <summary>How long the message had waited, for work.</summary>
    public long Waited { get; init; }

    /// <summary>The sender, or what happened; null where there is nothing to add.</summary>
    public string? Detail { get; init; }
}
