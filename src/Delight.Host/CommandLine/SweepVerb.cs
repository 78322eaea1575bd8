using System.CommandLine;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Sweeps;
using Delight.Experiments.Text;
using Delight.Host.Terminal;
using Delight.Reports.Sweeps;

namespace Delight.Host.CommandLine;

/// <summary><c>sweep SCENARIO --set path=a,b,c</c>: every combination of values, with every estimator and
/// seed.</summary>
internal static class SweepVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        Command command = new(
            "sweep", "Run a scenario for each combination of values: --set optimiser.learningRate=1e-4,3e-4,1e-3. "
                + "Each result is kept as soon as it is there; the same command goes on with what is missing.");
        ScenarioOptions scenario = new ScenarioOptions(command, isOptional: true)
            .With(command, "--steps", "learner.steps", "learner steps of each run")
            .With(command, "--seed", "seed", "the first root seed");
        Option<string?> estimators = SharedOptions.Estimators(isRequired: false, "; default: the scenario's own"),
            seeds = SharedOptions.Seeds(),
            jobs = SharedOptions.Jobs(), resume = SharedOptions.Resume(), folder = SharedOptions.Out(
                "a new or empty folder, or that of an earlier sweep; default: one that the same command finds again"),
            metric = new("--metric")
            {
                Description = $"what cells are compared by: {string.Join(", ", Metric.Names)}; default error",
                HelpName = "NAME",
            };
        Option<bool> json = SharedOptions.Json();
        command.Add(estimators, seeds, metric, jobs, folder, resume, json);
        command.SetAction((parsed, cancellation) =>
        {
            string? before = scenario.Resumed(parsed, resume, [estimators, seeds, metric, folder]);
            SweepRequest request = before is not null ? SweepRequest.Read(before, context.Catalogues) : new SweepRequest
            {
                Scenario = scenario.Read(parsed),
                Estimators = parsed.GetValue(estimators),
                Seeds = OptionCount.Read("--seeds", parsed.GetValue(seeds), 1, 10_000),
                Metric = parsed.GetValue(metric) ?? "error",
            }.WithoutEnvironment(context.Catalogues);
            int count = OptionCount.Read("--jobs", parsed.GetValue(jobs), Environment.ProcessorCount, 10_000);
            ProgressView view = new(context.ErrorConsole, context.Clock) { Jobs = count };
            return RunAsync(view, parsed.GetValue(json), context, new Sweep(request, context.Catalogues, context.Clock)
            {
                Folder = before ?? parsed.GetValue(folder),
                Jobs = count,
                Output = view.IsLive ? TextWriter.Null : context.Error,
                Watch = !view.IsLive ? null : cell => view.Expect(
                    cell.ShortLabel, cell.Estimator.Label, cell.Scenario.Settings.Learner.Steps),
                Page = SweepPage.Write,
            }, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        ProgressView view, bool printsJson, HostContext context, Sweep sweep, CancellationToken cancellation)
    {
        SweepResults? done = null;
        await view.ShowAsync(async () => done = await sweep.RunAsync(cancellation));
        SweepResults results = done!;
        if (printsJson)
        {
            RunJson.Print(SweepJson.Of(results), context.Output);
        }
        else
        {
            SweepTable.Write(context.OutputConsole, results, Path.Combine(results.Folder, RunFolder.ReportFile));
        }

        foreach (CellResult failed in results.Failures)
        {
            context.Error.WriteLine($"delight: a run failed: {failed.Failure} Run it alone: {failed.Command}");
        }

        if (results.IsInterrupted)
        {
            context.Error.WriteLine($"delight: {results.HowToGoOn}");
            return ExitCode.Interrupted;
        }

        return results.Failures.Count > 0 ? ExitCode.Failed : ExitCode.Done;
    }
}
