using Delight.Experiments.Records;
using Delight.Experiments.Sweeps;

namespace Delight.Development.Documentation;

/// <summary>What verbs that work with many runs print with <c>--json</c>.</summary>
internal static class CollectionOutputs
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<JsonOutput> All { get; } =
    [
        new(["sweep"], "Every combination of values, with every estimator.",
        [
            KeyRow.Of("scenario", typeof(RunSummary), nameof(RunSummary.Scenario)),
            new("axes.PATH", "list of text", "Values of a setting, in the order given."),
            new("estimators", "list of text", "Estimators with their options."),
            KeyRow.Of("seeds", typeof(SweepResults), nameof(SweepResults.Seeds)),
            new("metric", "text", "What cells are compared by."),
            new("runs", "whole number", "Results that are there."),
            new("missing", "whole number", "Results that are not there."),
            new("failed", "whole number", "Runs that failed."),
            new("best", "object or null", "The best cell, as in `cells`; null where no cell has all its seeds."),
            new("cells[].values.PATH", "text", "The cell's value of a setting."),
            new("cells[].estimator", "text", "Its estimator."),
            new("cells[].mean", "number or null", "Mean of the metric over its seeds; null where none is known."),
            new("cells[].halfWidth", "number or null",
                "Half the width of the mean's 95 % interval by Student's t; null below two seeds."),
            new("cells[].n", "whole number", "Seeds that count."),
            new("cells[].failed", "whole number", "Seeds that failed."),
            new("cells[].isTiedWithBest", "true or false",
                "Whether the 95 % interval of the difference to the best cell, paired by seed, holds 0."),
            KeyRow.Of("cells[].runs[].seed", typeof(CellResult), nameof(CellResult.Seed)),
            KeyRow.Of("cells[].runs[].status", typeof(CellResult), nameof(CellResult.Status)),
            KeyRow.Of("cells[].runs[].steps", typeof(CellResult), nameof(CellResult.Steps)),
            new("cells[].runs[].value", "number or null", "The metric; null where the run failed or does not have it."),
            KeyRow.Of("cells[].runs[].digest", typeof(CellResult), nameof(CellResult.Digest)),
            KeyRow.Of("cells[].runs[].failure", typeof(CellResult), nameof(CellResult.Failure)),
            KeyRow.Of("cells[].runs[].command", typeof(CellResult), nameof(CellResult.Command)),
            new("command", "text", "What types the sweep again, with its folder."),
            new("outDir", "text", "Folder of the sweep."),
        ]),
        new(["runs"], "Runs of a folder, the newest first.",
        [
            new("runs[].folder", "text", "Folder of the run."),
            new("runs[].name", "text", "Name of the folder."),
            KeyRow.Of("runs[].scenario", typeof(RunSummary), nameof(RunSummary.Scenario)) with
            {
                Type = "text or null",
            },
            KeyRow.Of("runs[].estimator", typeof(RunSummary), nameof(RunSummary.Estimator)) with
            {
                Type = "text or null",
            },
            KeyRow.Of("runs[].seed", typeof(RunSummary), nameof(RunSummary.Seed)) with
            {
                Type = "whole number or null",
            },
            KeyRow.Of("runs[].status", typeof(RunListing), nameof(RunListing.Status)),
            KeyRow.Of("runs[].steps", typeof(RunListing), nameof(RunListing.Steps)),
            KeyRow.Of("runs[].stepsPlanned", typeof(RunSummary), nameof(RunSummary.StepsPlanned)) with
            {
                Type = "whole number or null",
            },
            KeyRow.Of("runs[].error", typeof(RunListing), nameof(RunListing.Error)),
            KeyRow.Of("runs[].started", typeof(RunListing), nameof(RunListing.Started)),
            new("runs[].problem", "text or null", "What is damaged; then keys of the run are null."),
            KeyRow.Of("runs[].command", typeof(RunSummary), nameof(RunSummary.Command)) with { Type = "text or null" },
            KeyRow.Of("groups[].folder", typeof(RunGroup), nameof(RunGroup.Folder)),
            KeyRow.Of("groups[].verb", typeof(RunGroup), nameof(RunGroup.Verb)),
            KeyRow.Of("groups[].started", typeof(RunGroup), nameof(RunGroup.Started)),
        ]),
        new(["runs compare"], "Finished runs of any commands.",
        [
            RunOutputs.Comparison[0],
            new("runs[].label", "text",
                "What tables and charts name it: its estimator and what differs. Runs that differ in nothing but the "
                + "seed share it."),
            .. RunOutputs.Comparison.Skip(1).Select(key => key with
            {
                Path = key.Path.Replace("ESTIMATOR", "LABEL", StringComparison.Ordinal),
            }),
            new("differences.PATH", "list of text", "Values of a setting that the runs do not share."),
        ]),
    ];
}
