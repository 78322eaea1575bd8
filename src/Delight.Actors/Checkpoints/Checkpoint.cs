using Delight.Learning.Training;

namespace Delight.Actors.Checkpoints;

/// <summary>What a learner goes on from after a crash. What was in flight then is lost and counted.</summary>
/// <param name="Trainer">Parameters, optimiser and the number of updates.</param>
/// <param name="NextRequest">Index of the next new request.</param>
/// <param name="NextRow">Number of the next new row: rows before it were trained on or are lost, and none of them comes
/// again.</param>
/// <param name="Elapsed">Time of the run's clock at which it was taken.</param>
/// <param name="RowsOutstanding">Rows that were granted or waited at that moment: who goes on from here has lost
/// them.</param>
/// <remarks>Immutable. Row numbers key every draw, so the position in all random streams is <paramref name="NextRow"/>
/// itself.</remarks>
public sealed record Checkpoint(TrainerState Trainer, long NextRequest, long NextRow, TimeSpan Elapsed,
    long RowsOutstanding = 0);
