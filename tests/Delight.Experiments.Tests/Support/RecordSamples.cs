using System.Text.Json.Nodes;
using Delight.Actors.Recording;
using Delight.Experiments.Records;

namespace Delight.Experiments.Tests.Support;

/// <summary>Small records whose every number is known.</summary>
internal static class RecordSamples
{
    public static RunSummary Summary(string estimator = "dg", ulong seed = 7) => new()
    {
        Scenario = "stale",
        Estimator = estimator,
        Runtime = "simulated",
        Seed = seed,
        StepsPlanned = 100,
        Command = "./delight simulate scenarios/stale.json",
        EffectiveScenario = new JsonObject { ["seed"] = 7, ["task"] = new JsonObject { ["name"] = "mnist" } },
        ToolVersion = "0.1.0",
        Commit = "abc123",
        Machine = new MachineDescription(".NET 10.0.1", "Linux (X64)", "Some processor", 2),
    };

    public static UpdateMeasurement Update(long step, double weight = 0.75) => new()
    {
        Step = step,
        Time = TimeSpan.FromTicks(1_234_567),
        RewardMean = 0.1,
        Objective = -1.0 / 3,
        GradientNorm = 2.5e-7,
        Entropy = 2.302585092994046,
        BehaviourDivergence = 0.25,
        EffectiveSampleShare = 0.5,
        ClampedRatios = 3,
        UninformativeRows = 4,
        Successes = new GateMeasurement(0.1, weight, 2.25),
        Failures = new GateMeasurement(0.9, 0.125, 1.5),
        StalenessMean = 30.5,
        StalenessMax = 61,
        ByAge = [new AgeMeasurement(16, 40, 30, 0.1 + 0.2, 0.75), new AgeMeasurement(32, 60, 50, 0, 1.0 / 3)],
        ByPool = [Pool("broken", 10, 0.125), Pool("rollout", 90, 1.0 / 3)],
    };

    public static PoolMeasurement Pool(string name, long rows, double reward) => new(name, rows, rows / 2)
    {
        StalenessMean = 30.5,
        StalenessMax = 61,
        RewardMean = reward,
        AdvantageMean = reward - 0.25,
        SurprisalMean = 2 * reward,
        WeightMean = reward / 4,
        ClippedShare = 0.1 + 0.2,
        GradientNorm = 0.75,
    };

    public static EvaluationMeasurement Evaluation(long step, double error) =>
        new(step, TimeSpan.FromSeconds(0.5), error, 10_000) { TokenError = error / 2, RewardMean = 1 - error };
}
