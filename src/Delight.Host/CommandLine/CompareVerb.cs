using System.CommandLine;
using System.Globalization;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Host.Terminal;
using Delight.Learning.Catalogue;
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
        ScenarioOptions scenario = new ScenarioOptions(command)
            .With(command, "--steps", "learner.steps", "learner steps to take")
            .With(command, "--seed", "seed", "the first root seed");
        Option<string> estimators = new("--estimators")
        {
            Description = "comma-separated, with options in parentheses: \"dg,kondo(share=0.1)\"",
            HelpName = "a,b,c",
            Required = true,
        };
        Option<string> seeds = new("--seeds") { Description = "number of seeds, from the first on; default 1",
            HelpName = "N" };
        Option<string> jobs = new("--jobs") { Description = "runs at the same time; default: one for each processor",
            HelpName = "N" };
        Option<string?> folder = new("--out") { Description = "a new or empty folder for the records",
            HelpName = "DIR" };
        Option<bool> json = new("--json") { Description = "print one JSON object and nothing else on standard output" };
        foreach (Option option in (Option[])[estimators, seeds, jobs, folder, json])
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellation) => RunAsync(
            new Request
            {
                Scenario = scenario.Read(parsed),
                Estimators = parsed.GetRequiredValue(estimators),
                Seeds = CountOf(seeds, parsed, 1),
                Jobs = CountOf(jobs, parsed, Environment.ProcessorCount),
                Folder = parsed.GetValue(folder),
                PrintsJson = parsed.GetValue(json),
            },
            context,
            cancellation));
        return command;
    }

    private static int CountOf(Option<string> option, ParseResult parsed, int standard)
    {
        if (parsed.GetValue(option) is not { } text)
        {
            return standard;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count is >= 1 and <= 10_000
            ? count
            : throw new UserErrorException($"{option.Name} is '{text}'; it must be a whole number from 1 to 10000.");
    }

    private static async Task<int> RunAsync(Request request, HostContext context, CancellationToken cancellation)
    {
        IReadOnlyList<PlannedRun> runs = Prepare(request, context);
        EffectiveScenario first = runs[0].Prepared.Scenario;
        string folder = RunFolder.Create(request.Folder, first.Name, "compare", context.Clock);
        context.Error.WriteLine($"seeds from {first.Settings.Seed}, {runs.Count} runs, records in {folder}");
        ProgressView view = new(context.ErrorConsole, context.Clock);
        Comparison comparison = new(folder, runs)
        {
            Jobs = request.Jobs,
            Watch = run => view.Add(
                $"{run.Estimator} seed {run.Seed}", run.Prepared.Settings.Learner.Steps),
        };
        IReadOnlyList<(RunSummary Run, string Folder)> results = [];
        await view.ShowAsync(async () => results = await comparison.RunAsync(cancellation));

        string command = ReplayCommand.Compare(request.Scenario, request.Estimators, request.Seeds);
        string? report = ReportWriter.Write(Path.Combine(folder, RunFolder.ReportFile), results, command);
        if (request.PrintsJson)
        {
            RunJson.Print(RunJson.Of(results, folder), context.Output);
        }
        else
        {
            ResultTable.Write(context.OutputConsole, [.. results.Select(result => result.Run)], report);
        }

        return results.Max(result => RunOutcome.ExitCodeOf(result.Run, result.Folder, context));
    }

    /// <summary>Loads the scenario once for each estimator and seed, and refuses with the problems of all.</summary>
    private static List<PlannedRun> Prepare(Request request, HostContext context)
    {
        List<string> problems = [];
        List<EffectiveScenario> scenarios = [];
        string[] names = [.. PartReference.SplitList(request.Estimators).Distinct(StringComparer.Ordinal)];
        foreach (string name in names)
        {
            try
            {
                EffectiveScenario scenario =
                    request.Scenario.Load(context.Catalogues, new ScenarioOverride("estimator", name, "--estimators"));
                scenarios.Add(scenario);
                long seed = scenario.Settings.Seed;
                scenarios.AddRange(Enumerable.Range(1, request.Seeds - 1).Select(offset => request.Scenario.Load(
                    context.Catalogues,
                    new ScenarioOverride("estimator", name, "--estimators"),
                    new ScenarioOverride("seed", (seed + offset).ToString(CultureInfo.InvariantCulture), "--seeds"))));
            }
            catch (UserErrorException error)
            {
                problems.AddRange(error.Problems);
            }
        }

        if (problems.Count > 0)
        {
            throw new UserErrorException([.. problems.Distinct(StringComparer.Ordinal)]);
        }

        PreparedScenario shared = PreparedScenario.Prepare(scenarios[0], context.Catalogues);
        return
        [
            .. scenarios.Select(scenario => new PlannedRun(
                PreparedScenario.Prepare(scenario, context.Catalogues, shared.Task),
                ReplayCommand.One(request.Scenario, scenario.EstimatorLabel, (ulong)scenario.Settings.Seed))),
        ];
    }

    private sealed record Request
    {
        public required ScenarioArguments Scenario { get; init; }

        public required string Estimators { get; init; }

        public required int Seeds { get; init; }

        public required int Jobs { get; init; }

        public string? Folder { get; init; }

        public bool PrintsJson { get; init; }
    }
}
