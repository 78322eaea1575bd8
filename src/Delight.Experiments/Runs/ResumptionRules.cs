using System.Globalization;
using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Learning.Optimisers;
using Delight.Learning.Parts;

namespace Delight.Experiments.Runs;

/// <summary>What must be as it was when a run goes on.</summary>
internal static class ResumptionRules
{
    /// <summary>What may differ: how far the run goes, and what computes a live one.</summary>
    private static readonly string[] MayDiffer = ["learner.steps", "policy.engine", "policy.device"];

    /// <summary>Refuses what cannot go on.</summary>
    /// <exception cref="UserErrorException">One line for each problem.</exception>
    public static void Require(
        RunRecord record, EffectiveScenario scenario, string runtime, PartCatalogues catalogues)
    {
        RequireRuntimeThatIs(record);
        string[] problems =
            [.. Differences(record, scenario, runtime, catalogues), .. NothingLeft(record, scenario)];
        if (problems.Length > 0)
        {
            throw new UserErrorException(problems);
        }
    }

    private static void RequireRuntimeThatIs(RunRecord record)
    {
        // Asked before all else: the remedies for other settings end in a command that is refused.
        if (record.Summary.Runtime == RunSummary.ReplayRuntime)
        {
            throw new UserErrorException(
                $"{record.Folder} is a replay, which begins anew each time. Type: {CommandOf(record)}");
        }

        if (record.Summary.Runtime == TrainingRuntimes.Threads)
        {
            throw new UserErrorException(
                $"the runtime in {Path.Combine(record.Folder, RunFolder.SummaryFile)} is '{TrainingRuntimes.Threads}', "
                + "which is gone: a resumed run keeps its runtime, and live runs are on Akka.NET. Start a new run "
                + "without --resume.");
        }
    }

    private static IEnumerable<string> Differences(
        RunRecord record, EffectiveScenario scenario, string runtime, PartCatalogues catalogues)
    {
        string file = Path.Combine(record.Folder, RunFolder.SummaryFile);
        if (record.Summary.Runtime != runtime)
        {
            yield return $"the runtime is {runtime} and {file} has {record.Summary.Runtime}; a resumed run keeps its "
                + $"runtime. Type: {CommandOf(record)}";
        }

        // On another engine a simulated run would be another one from its first update on.
        string[] mayDiffer = record.Summary.IsSimulated ? MayDiffer[..1] : MayDiffer;
        EffectiveScenario before = RecordedScenario.Load(record, catalogues);
        foreach ((string path, string? now, string? then) in RecordedScenario.Differences(scenario, before))
        {
            if (!mayDiffer.Contains(path, StringComparer.Ordinal))
            {
                yield return $"{path} is {now ?? "not set"} and {file} has {then ?? "it not set"}; a resumed run keeps "
                    + $"all settings but {string.Join(", ", mayDiffer)}. Set it as it was, or start a new run without "
                    + "--resume.";
            }
        }

        bool isScheduled = scenario.Settings.Optimiser.Schedule != LearningRateSchedule.Constant;
        if (isScheduled && before.Settings.Learner.Steps != scenario.Settings.Learner.Steps)
        {
            yield return $"learner.steps is {scenario.Settings.Learner.Steps} and {file} has "
                + $"{before.Settings.Learner.Steps}; with optimiser.schedule "
                + $"{scenario.Value("optimiser.schedule").Text} the learning rate depends on it. Leave "
                + "the steps as they were, or start a new run without --resume.";
        }
    }

    /// <summary>What goes on with a run, as one types it; a replay begins again.</summary>
    public static string CommandOf(RunRecord record) => record.Summary.Runtime == RunSummary.ReplayRuntime
        ? record.Summary.Command
        : $"./delight {(record.Summary.IsSimulated ? "simulate" : "run")} --resume "
            + ReplayCommand.Quoted(record.Folder);

    private static IEnumerable<string> NothingLeft(RunRecord record, EffectiveScenario scenario)
    {
        if (record.Summary.Status == RunStatus.Finished && record.Summary.Steps >= scenario.Settings.Learner.Steps)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{record.Folder} has finished its {record.Summary.Steps} steps, so nothing is left to do. Ask for "
                + $"more with --steps {2 * record.Summary.Steps}, or start a new run without --resume.");
        }
    }
}
