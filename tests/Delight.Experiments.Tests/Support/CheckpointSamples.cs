using Delight.Actors.Checkpoints;
using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Learning.Training;

namespace Delight.Experiments.Tests.Support;

/// <summary>Small checkpoints whose every number is known.</summary>
internal static class CheckpointSamples
{
    public static readonly CheckpointOrigin Origin = new("bernoulli-bandit(arms=3)", "logits (1, 3)", 3);

    public static Checkpoint At(long step) => new(
        new TrainerState
        {
            Steps = step,
            Parameters = [1.5f, -0f, float.Epsilon],
            FirstMoment = [step, 0.1f, -3],
            SecondMoment = [0, 1e-30f, 4],
            DecayPowers = (0.3486784401, 0.990044880209748),
        },
        NextRequest: 7 * step, NextRow: 100 * step, TimeSpan.FromTicks(123 * step), RowsOutstanding: 42);

    public static CheckpointTotals Totals(long step)
    {
        StalenessHistogram histogram = new();
        histogram.Add(3, step);
        return new CheckpointTotals(
            new RunTotalsState
            {
                Updates = step,
                Staleness = histogram.Counts.ToArray(),
                Consumed = new RunTotalsState.ConsumedState
                {
                    Rows = step, AtEndSum = 3.0 * step, OverDecisionsSum = 0.1 + 0.2, InFlightSum = step,
                    InQueueSum = 2 * step, ByDifficulty = [step - 1, 1, 0],
                },
                Frictions = new Dictionary<string, long> { ["wrong-reward"] = 2 },
                Dropped =
                [
                    new RunTotalsState.DroppedRows(new DropKey("stale", 2, RowDifficulty.Solved), 5),
                    new RunTotalsState.DroppedRows(new DropKey("lost", null, null), 4),
                ],
                EvaluationLast = new EvaluationMeasurement(step, TimeSpan.FromSeconds(1), 0.25, 100),
                Recoveries = 1,
                UpdatesUndone = 8,
            },
            TimeSpan.FromSeconds(2.5));
    }
}
