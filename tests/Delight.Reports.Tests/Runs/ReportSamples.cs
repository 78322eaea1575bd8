using System.Text.Json.Nodes;
using Delight.Actors.Recording;
using Delight.Experiments.Records;

namespace Delight.Reports.Tests.Runs;

/// <summary>Made-up runs with the look of real ones: errors that fall, gates that drift, a staleness that
/// spreads.</summary>
internal static class ReportSamples
{
    private static readonly (string Estimator, double Error)[] Errors =
        [("dg", 0.024), ("tis(cap=1)", 0.8996), ("pg", 0.12), ("kondo(share=0.1)", 0.028), ("reinforce", 0.9)];

    public static RunRecord Run(string estimator, ulong seed, double errorFinal, long steps = 10_000)
    {
        StalenessHistogram histogram = new();
        for (int step = 0; step < steps; step += 10)
        {
            histogram.Add(Math.Min(step, 1004 + (int)(12 * Math.Sin(step + (long)seed))), 1000);
        }

        RunSummary summary = new()
        {
            Status = RunStatus.Finished,
            Scenario = "stale-mnist",
            Estimator = estimator,
            Runtime = "simulated",
            Seed = seed,
            StepsPlanned = steps,
            Steps = steps,
            Command = $"./delight simulate scenarios/stale-mnist.json --estimator {estimator} --seed {seed}",
            EffectiveScenario = Scenario(seed),
            Sources = new Dictionary<string, string>
            {
                ["learner.steps"] = "command line",
                ["network.latency"] = "scenarios/stale-mnist.json:14",
            },
            ChanceError = 0.9,
            ToolVersion = "0.1.0",
            Commit = "62f735f0",
            Machine = new MachineDescription(".NET 10.0.1", "Linux 6.1 (X64)", "Example processor at 2.5 GHz", 2),
            Started = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero),
            Error = errorFinal,
            ErrorLastFifth = 0.05, TokenError = 0.02, RewardMean = 0.75,
            Digest = (0x9e3779b97f4a7c15 * (seed + (ulong)estimator.Length)).ToString("x16"),
            Staleness = StalenessSummary.Of(histogram),
            Episodes = steps * 100,
            Restarts = (long)seed,
            Dropped = new Dictionary<string, long> { ["mailbox full"] = 1200, ["too old"] = 37 },
            RealisedRates = new Dictionary<string, double> { ["wrong rewards"] = 0.0987, ["broken workers"] = 0.1013 },
            VirtualTime = TimeSpan.FromHours(2.5),
            WallTime = TimeSpan.FromSeconds(14.2 + seed),
        };
        return new RunRecord($"runs/stale-mnist-compare/{estimator}-seed{seed}", summary)
        {
            Evaluations =
                [.. Enumerable.Range(0, 41).Select(i => Evaluation(i * steps / 40, i / 40.0, errorFinal, seed))],
            Updates = [.. Enumerable.Range(1, 200).Select(i => Update(estimator, i * steps / 200, i / 200.0, seed))],
            Events = [new RunEvent(
                TimeSpan.FromSeconds(61), "actor-restarted", "worker/3", "The node crashed and came back after 2 s.")],
        };
    }

    public static IReadOnlyList<RunRecord> Comparison(int seeds) =>
    [
        .. Errors
            .SelectMany(entry => Enumerable.Range(1, seeds).Select(seed =>
                Run(entry.Estimator, (ulong)seed,
                    entry.Error * (1 + (entry.Error > 0.5 ? 0 : 0.06 * Math.Sin(7 * seed)))))),
    ];

    private static JsonObject Scenario(ulong seed) => new()
    {
        ["name"] = "stale-mnist",
        ["summary"] = "Snapshots cross a slow link: <script>alert('late')</script> & so on.",
        ["seed"] = seed,
        ["task"] = new JsonObject { ["name"] = "mnist" },
        ["learner"] = new JsonObject { ["steps"] = 10_000, ["batchRows"] = 100 },
        ["network"] = new JsonObject { ["latency"] = "250ms", ["loss"] = 0.01 },
    };

    private static EvaluationMeasurement Evaluation(long step, double done, double errorFinal, ulong seed)
    {
        double wave = done is 0 or 1 ? 0 : 0.12 * Math.Sin((37 * done) + (2 * seed));
        double error = 0.9 * Math.Pow(errorFinal / 0.9, Math.Pow(done, 0.45)) * (1 + (errorFinal > 0.5 ? 0 : wave));
        return new EvaluationMeasurement(step, TimeSpan.FromSeconds(9000 * done), error, 10_000);
    }

    private static UpdateMeasurement Update(string estimator, long step, double done, ulong seed)
    {
        double noise = 0.02 * Math.Sin((91 * done) + seed);
        (double success, double failure) = estimator[0] switch
        {
            'd' => (0.55 + (0.3 * done) + noise, 0.5 - (0.42 * Math.Sqrt(done)) + noise),
            'k' => (0.3 + (0.4 * done) + noise, Math.Abs(0.1 * (1 - done)) + Math.Abs(noise)),
            'p' => (1.2 + (3 * done) + noise, 0.9 + noise),
            't' => (0.9 + noise, 0.35 + noise),
            _ => (1.0, 1.0),
        };
        return new UpdateMeasurement
        {
            Step = step,
            Time = TimeSpan.FromSeconds(9000 * done),
            RewardMean = done,
            Objective = -done,
            GradientNorm = 1,
            Entropy = 2 - done,
            BehaviourDivergence = done,
            EffectiveSampleShare = 0.5,
            ClampedRatios = 0,
            UninformativeRows = 0,
            Successes = new GateMeasurement(0.1 + (0.8 * done), success, 2.3 - (2.1 * done) + noise),
            Failures = new GateMeasurement(0.9 - (0.8 * done), failure, 2.3 + (1.6 * done) + noise),
            StalenessMean = 1000 * done,
            StalenessMax = 1016,
        };
    }
}
