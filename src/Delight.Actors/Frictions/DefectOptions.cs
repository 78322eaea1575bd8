namespace Delight.Actors.Frictions;

/// <summary>Which rows a broken build breaks, and what it reports of them.</summary>
public sealed record DefectOptions
{
    /// <summary>Chance of a row or a group to be broken; others are as a sound build makes them.</summary>
    /// <value>0 to 1. Default 1.</value>
    public double Share { get; init; } = 1;

    /// <summary>What is broken as a whole.</summary>
    /// <value>Default: each row by itself.</value>
    public DefectUnit Unit { get; init; }

    /// <summary>True to report the true log-probability of the broken answer under the worker's policy; false for what
    /// the build claims.</summary>
    /// <value>Default false.</value>
    public bool TellsTruth { get; init; }
}
