using System.CommandLine;
using System.Text.Json.Nodes;
using Delight.Host.Records;
using Delight.Host.Reports;
using Delight.Host.Runs;
using Delight.Host.Scenarios;
using Delight.Host.Terminal;

namespace Delight.Host.CommandLine;

/// <summary><c>simulate SCENARIO</c>: one run in virtual time.</summary>
internal static class SimulateVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        Command command =
            new("simulate", "Run one scenario in virtual time: the same seed gives the same run, bit for bit.");
        ScenarioOptions scenario = new ScenarioOptions(command)
            .With(command, "--estimator", "estimator", "the estimator, with options in parentheses")
            .With(command, "--steps", "learner.steps", "learner steps to take")
            .With(command, "--seed", "seed", "the root seed");
        Option<string?> folder = new("--out") { Description = "a new or empty folder for the record",
            HelpName = "DIR" };
        Option<bool> json = new("--json") { Description = "print one JSON object and nothing else on standard output" };
        Option<bool> check = new("--check-determinism") { Description = "run twice and compare the digests" };
        command.Options.Add(folder);
        command.Options.Add(json);
        command.Options.Add(check);
        command.SetAction((parsed, cancellation) => RunAsync(
            new Request(scenario.Read(parsed), parsed.GetValue(folder), parsed.GetValue(json), parsed.GetValue(check)),
                context, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Request request, HostContext context, CancellationToken cancellation)
    {
        EffectiveScenario scenario = request.Scenario.Load(context.Catalogues);
        PreparedScenario prepared = PreparedScenario.Prepare(scenario, context.Catalogues);
        string estimator = scenario.PartLabel("estimator");
        string folder = RunFolder.Create(request.Folder, scenario.Name, estimator, context.Clock);
        context.Error.WriteLine($"seed {scenario.Text("seed")}, record in {folder}");
        string command = ReplayCommand.Simulate(request.Scenario);
        ProgressView view = new(context.ErrorConsole, context.Clock);
        RunProgress progress = view.Add(estimator, scenario.Long("learner.steps"));
        RunSummary? summary = null;
        await view.ShowAsync(() =>
        {
            summary = new SimulatedRun(prepared, folder, command).Execute(progress, cancellation);
            return Task.CompletedTask;
        });
        string report = Path.Combine(folder, RunFolder.ReportFile);
        ReportWriter.Write(report, [RunRecord.Read(folder)], command);
        bool? isDeterministic = request.ChecksDeterminism && summary!.Status == RunStatus.Finished
            ? SimulatedRun.DigestOf(prepared, cancellation) == summary.Digest
            : null;
        Print(request, context, (summary!, folder, report, isDeterministic));
        return RunOutcome.ExitCodeOf(summary!, context) is var code && code == ExitCode.Done && isDeterministic == false
            ? ExitCode.Failed
            : code;
    }

    private static void Print(
        Request request, HostContext context,
            (RunSummary Summary, string Folder, string Report, bool? IsDeterministic) result)
    {
        string verdict = result.IsDeterministic switch
        {
            true => $"deterministic: two runs have the digest {result.Summary.Digest}.",
            false => $"not deterministic: a second run has another digest than {result.Summary.Digest}. This is a "
                + "defect: please report it.",
            null => $"digest {result.Summary.Digest ?? "none: the run did not finish"}",
        };
        if (request.PrintsJson)
        {
            JsonObject json = RunJson.Of(result.Summary, result.Folder);
            json["deterministic"] = result.IsDeterministic;
            RunJson.Print(json, context.Output);
            context.Error.WriteLine(verdict);
            return;
        }

        context.Output.WriteLine(verdict);
        ResultTable.Write(context.OutputConsole, [result.Summary], result.Report);
    }

    private sealed record Request(ScenarioArguments Scenario, string? Folder, bool PrintsJson, bool ChecksDeterminism);
}
