namespace Delight.Experiments.Records;

/// <summary>Rows by how well they did.</summary>
/// <param name="Unsolved">Reward 0 or below.</param>
/// <param name="Partial">Reward between 0 and 1.</param>
/// <param name="Solved">Reward 1 or above.</param>
public sealed record DifficultyCounts(long Unsolved, long Partial, long Solved);
