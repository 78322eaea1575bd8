using Delight.Actors.Recording;

namespace Delight.Experiments.Records;

/// <summary>What a run added up to when a checkpoint was saved; a file beside the checkpoint.</summary>
/// <param name="Totals">Up to the checkpoint.</param>
/// <param name="WallTime">Time that the run had taken.</param>
public sealed record CheckpointTotals(RunTotalsState Totals, TimeSpan WallTime);
