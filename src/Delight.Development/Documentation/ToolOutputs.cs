using Delight.Actors.Testing.Exploration;
using Delight.Actors.Testing.Invariants;
using Delight.Development.Bench;
using Delight.Experiments.Records;
using Delight.Experiments.Theory;
using Delight.Learning.Inspection;
using Delight.Learning.Theory;

namespace Delight.Development.Documentation;

/// <summary>What the other verbs print with <c>--json</c>.</summary>
internal static class ToolOutputs
{
    private const string Flat = ", flat and row-major; 0 where masked";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<JsonOutput> All { get; } =
    [
        new(["explore"], "An exploration of seeds.", Exploration()),
        new(["inspect"], "A batch, decision by decision: B rows, T decisions, A actions.", Inspection()),
        new(["theory"], "The tabular analysis.", Theory()),
        new(["config"], "The effective settings of a scenario.",
        [
            KeyRow.Of("scenario", typeof(RunSummary), nameof(RunSummary.Scenario)),
            new("file", "text", "The scenario file."),
            new("settings", "list", "Every setting; [settings.md](settings.md) explains each."),
            new("settings[].path", "text", "Path of the setting, as `--set` takes it."),
            new("settings[].value", "any", "Its value; null where it is not set."),
            new("settings[].source", "text", "Where the value came from: a file and line, an option, the default."),
        ]),
        new(["bench"], "Times side by side.",
        [
            new("rows", "list", MemberSummaries.Of(typeof(BenchResult), nameof(BenchResult.Rows))),
            OfBench("name", nameof(BenchRow.Name)), OfBench("ours", nameof(BenchRow.Ours)),
            OfBench("reference", nameof(BenchRow.Reference)), OfBench("unit", nameof(BenchRow.Unit)),
            OfBench("ratio", nameof(BenchRow.Ratio)),
            new("details.BENCH", "any", MemberSummaries.Of(typeof(BenchResult), nameof(BenchResult.Details))
                + " The keys are those of the bench."),
        ]),
    ];

    private static KeyRow[] Exploration() =>
    [
        KeyRow.Of("scenario", typeof(RunSummary), nameof(RunSummary.Scenario)),
        new("faults", "text or null", "Name of the faults; null: those of the scenario."),
        new("seeds", "whole number", "Seeds tried, up to the first violation."),
        new("firstSeed", "whole number", "The first of them."),
        new("invariants", "list of texts", "Names of the invariants that watched."),
        new("violation", "object or null", "The first violation; null where every invariant held."),
        new("violation.seed", "whole number", "The seed whose run broke an invariant."),
        OfViolation("invariant", nameof(InvariantViolation.Invariant)),
        OfViolation("what", nameof(InvariantViolation.What)),
        OfViolation("virtualSeconds", nameof(InvariantViolation.Time)),
        OfViolation("event", nameof(InvariantViolation.Event)),
        OfViolation("lastDelivery", nameof(InvariantViolation.Happening)),
        OfViolation("digest", nameof(InvariantViolation.Digest)) with { Type = "text" },
        new("violation.replay", "text", "The command that shows it again."),
        OfTotals("updates", nameof(ExploredTotals.Updates)), OfTotals("events", nameof(ExploredTotals.Events)),
        OfTotals("crashes.ROLE", nameof(ExploredTotals.Crashes)) with { Type = "whole number" },
        OfTotals("faultsBegun.EVENT", nameof(ExploredTotals.Faults)) with { Type = "whole number" },
        OfTotals("restarts", nameof(ExploredTotals.Restarts)),
        OfTotals("recoveries", nameof(ExploredTotals.Recoveries)),
        OfTotals("messagesDropped.REASON", nameof(ExploredTotals.MessagesDropped)) with { Type = "whole number" },
        OfTotals("messagesDuplicated", nameof(ExploredTotals.MessagesDuplicated)),
        OfTotals("rowsDropped.REASON", nameof(ExploredTotals.RowsDropped)) with { Type = "whole number" },
        OfTotals("virtualSeconds", nameof(ExploredTotals.VirtualTime)),
        new("wallSeconds", "seconds", "How long it took."),
    ];

    private static KeyRow[] Inspection() =>
    [
        new("rows", "whole number", "B."), new("decisions", "whole number", "T."),
        new("actions", "whole number", "A."), new("counted", "whole number", "N, the decisions that are not masked."),
        new("baseline", "text", "What rewards are compared with."),
        OfInspection("objective", nameof(BatchInspection.Objective)),
        OfInspection("coefficients", nameof(BatchInspection.Coefficients)) with
        {
            Type = "list of numbers or null",
            Meaning = $"c of each decision, [B, T]{Flat}. Null for an oracle: they belong to the right answers.",
        },
        OfInspection("dLogits", nameof(BatchInspection.DLogits)),
        OfDecision("surprisal", nameof(InspectedDecision.Surprisal)),
        OfDecision("advantage", nameof(InspectedDecision.Advantage)),
        OfDecision("delight", nameof(InspectedDecision.Delight)), OfDecision("gate", nameof(InspectedDecision.Gate)),
        OfDecision("ratio", nameof(InspectedDecision.Ratio)),
        OfInspection("uninformativeRows", nameof(BatchInspection.UninformativeRows)),
        OfInspection("clampedRatios", nameof(BatchInspection.ClampedRatios)),
    ];

    private static KeyRow[] Theory() =>
    [
        OfOptions("actions", nameof(TheoryOptions.Actions)),
        OfOptions("contamination", nameof(TheoryOptions.Contamination)),
        OfOptions("baseline", nameof(TheoryOptions.Baseline)) with { Type = "text" },
        OfOptions("seed", nameof(TheoryOptions.Seed)), OfOptions("batches", nameof(TheoryOptions.Batches)),
        OfOptions("batchRows", nameof(TheoryOptions.BatchRows)),
        KeyRow.Of("points", typeof(TheorySweep), nameof(TheorySweep.Points)),
        .. Members("points", typeof(TheoryPoint)),
        new("failureSlopes.ESTIMATOR", "number",
            "Exponent of δ in the perpendicular noise of failures, for small δ."),
        KeyRow.Of("rareWeights", typeof(TheorySweep), nameof(TheorySweep.RareWeights)),
        .. Members("rareWeights", typeof(RareWeight)).Where(key => key.Path != "rareWeights[].ratio"),
        KeyRow.Of("gambling", typeof(TheoryResult), nameof(TheoryResult.Gambling)),
        KeyRow.Of("gambling[].estimator", typeof(GamblingOutcome), nameof(GamblingOutcome.Estimator)),
        KeyRow.Of("gambling[].reward", typeof(GamblingOutcome), nameof(GamblingOutcome.RewardFinal)),
        KeyRow.Of("gambling[].gamble", typeof(GamblingOutcome), nameof(GamblingOutcome.GambleFinal)),
        KeyRow.Of("gambling[].misledShare", typeof(GamblingOutcome), nameof(GamblingOutcome.MisledShare)),
        new("verdicts", "list", "What the theory claims, and whether it came out."),
        .. Members("verdicts", typeof(TheoryVerdict)).Where(key => key.Path != "verdicts[].word"),
        new("report", "text", "Path of the report."),
    ];

    private static IEnumerable<KeyRow> Members(string list, Type type) =>
        RecordKeys.Of(type).Select(key => key with { Path = $"{list}[].{key.Path}" });

    private static KeyRow OfBench(string key, string member) => KeyRow.Of("rows[]." + key, typeof(BenchRow), member);

    private static KeyRow OfViolation(string key, string member) =>
        KeyRow.Of("violation." + key, typeof(InvariantViolation), member);

    private static KeyRow OfTotals(string key, string member) => KeyRow.Of(key, typeof(ExploredTotals), member);

    private static KeyRow OfOptions(string key, string member) => KeyRow.Of(key, typeof(TheoryOptions), member);

    private static KeyRow OfInspection(string key, string member) =>
        KeyRow.Of("estimators.ESTIMATOR." + key, typeof(BatchInspection), member);

    private static KeyRow OfDecision(string key, string member)
    {
        KeyRow decision = KeyRow.Of("estimators.ESTIMATOR." + key, typeof(InspectedDecision), member);
        return decision with
        {
            Type = decision.Type == "number" ? "list of numbers" : "list of numbers and nulls",
            Meaning = $"Of each decision, [B, T]{Flat}: {decision.Meaning}",
        };
    }
}
