using System.CommandLine;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Host.Terminal;
using Delight.Reports.Runs;

namespace Delight.Host.CommandLine;

/// <summary><c>compare SCENARIO --estimators a,b,c</c>: the same scenario once for each estimator and seed.</summary>
internal static class CompareVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        Command command = new(
            "compare", "Run one scenario with several estimators; all of a seed share initial weights and contexts.");
        ScenarioOptions scenario = new ScenarioOptions(command, isOptional: true)
            .With(command, "--steps", "learner.steps", "learner steps to take")
            .With(command, "--seed", "seed", "the first root seed");
        Option<string?> estimators = SharedOptions.Estimators(isRequired: false), seeds = SharedOptions.Seeds(),
            jobs = SharedOptions.Jobs(), resume = SharedOptions.Resume(),
            folder = SharedOptions.Out("a new or empty folder, or that of the same command, whose finished runs stay");
        Option<bool> json = SharedOptions.Json();
        command.Add(estimators, seeds, jobs, folder, resume, json);
        command.SetAction((parsed, cancellation) =>
        {
            string? before = scenario.Resumed(parsed, resume, [estimators, seeds, folder]);
            return RunAsync(
                before is not null ? ComparisonRequest.Read(before, context.Catalogues) : new ComparisonRequest
                {
                    Scenario = scenario.Read(parsed),
                    Estimators = parsed.GetValue(estimators) ?? throw new UserErrorException(
                        "--estimators is missing; compare needs at least one. See ./delight compare --help."),
                    Seeds = OptionCount.Read("--seeds", parsed.GetValue(seeds), 1, 10_000),
                }.WithoutEnvironment(context.Catalogues),
                before ?? parsed.GetValue(folder),
                OptionCount.Read("--jobs", parsed.GetValue(jobs), Environment.ProcessorCount, 10_000),
                (context, parsed.GetValue(json)), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        ComparisonRequest request, string? given, int jobs, (HostContext Context, bool PrintsJson) to,
        CancellationToken cancellation)
    {
        HostContext context = to.Context;
        IReadOnlyList<PlannedRun> runs = request.Prepare(context.Catalogues);
        EffectiveScenario first = runs[0].Prepared.Scenario;
        using FolderClaim claim = ComparisonRequest.Open(given, first.Name, context.Clock);
        string folder = claim.Folder;
        ProgressView view = new(context.ErrorConsole, context.Clock) { Jobs = jobs };
        Comparison comparison = new(folder, runs)
        {
            Jobs = jobs,
            Watch = run => view.Expect(
                $"{run.Estimator} seed {run.Seed}", run.Estimator, run.Prepared.Settings.Learner.Steps),
        };
        string kept = comparison.KeptCount is > 0 and int count
            ? $", {count} of them {(count == 1 ? "is" : "are")} there" : string.Empty;
        request.Write(folder);
        context.Error.WriteLine(
            $"seeds from {first.Settings.Seed}, {NumberText.Counted(runs.Count, "run")}{kept}, records in {folder}");
        IReadOnlyList<(RunSummary Run, string Folder)> results = [];
        await view.ShowAsync(async () => results = await comparison.RunAsync(cancellation));

        string? report = results.Count == 0 ? null
            : ReportWriter.Write(Path.Combine(folder, RunFolder.ReportFile), results, request.Command);
        if (to.PrintsJson)
        {
            RunJson.Print(RunJson.Of(results, folder), context.Output);
        }
        else if (results.Count > 0)
        {
            ResultTable.Write(context.OutputConsole, [.. results.Select(result => result.Run)], report);
        }

        return RunOutcome.ExitCodeOf(results, runs.Count, $"./delight compare --resume {ReplayCommand.Quoted(folder)}",
            context);
    }
}
