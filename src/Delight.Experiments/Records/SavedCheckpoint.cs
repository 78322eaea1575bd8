using Delight.Actors.Checkpoints;
using Delight.Learning.Parameters;

namespace Delight.Experiments.Records;

/// <summary>Where a run can go on: a checkpoint with the totals up to it.</summary>
/// <param name="Version">Term and step at which it was saved.</param>
/// <param name="Checkpoint">What the learner goes on from.</param>
/// <param name="Totals">What the record goes on from.</param>
public sealed record SavedCheckpoint(PolicyVersion Version, Checkpoint Checkpoint, CheckpointTotals Totals);
