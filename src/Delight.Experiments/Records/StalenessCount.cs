namespace Delight.Experiments.Records;

/// <summary>One bin of a staleness histogram.</summary>
/// <param name="Staleness">In learner steps, at least 0.</param>
/// <param name="Rows">Rows of exactly that staleness, above 0.</param>
public readonly record struct StalenessCount(long Staleness, long Rows);
