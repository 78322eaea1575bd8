using System.CommandLine;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Streams;
using Delight.Host.Terminal;
using Delight.Reports.Runs;

namespace Delight.Host.CommandLine;

/// <summary><c>replay STREAM --estimators a,b,c</c>: the very same batches for each estimator.</summary>
internal static class ReplayVerb
{
    /// <summary>The verb.</summary>
    public static Command Create(HostContext context)
    {
        Command command = new(
            "replay", "Feed the batches of one recorded run to several estimators, each from the same initial policy.");
        Argument<string> stream = new("STREAM") { Description = "a stream.bin of --record, or the run's folder" };
        Option<string?> estimators = SharedOptions.Estimators(isRequired: true), folder = SharedOptions.Out();
        Option<string[]> sets = new("--set")
        {
            Description = "overrides a setting of optimiser, baseline, learner or measurements; may be repeated",
            HelpName = "path=value", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false,
        };
        Option<bool> json = SharedOptions.Json();
        command.Arguments.Add(stream);
        command.Add(estimators, sets, folder, json);
        command.SetAction((parsed, cancellation) => RunAsync(
            new ReplayRequest(parsed.GetRequiredValue(stream), parsed.GetRequiredValue(estimators)!)
            {
                Sets = parsed.GetValue(sets) ?? [], Assemblies = AssemblyOption.Of(parsed),
            },
            parsed.GetValue(folder), parsed.GetValue(json), context, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        ReplayRequest request, string? given, bool printsJson, HostContext context, CancellationToken cancellation)
    {
        Replay replay = Replay.Open(request, context.Catalogues);
        if (replay.Remark is { } remark)
        {
            context.Error.WriteLine($"delight: {remark}");
        }

        string folder = RunFolder.Create(given, replay.Header.Scenario, "replay", context.Clock);
        context.Error.WriteLine(FormattableString.Invariant($"{replay.Survey.Updates} updates recorded with ")
            + $"{replay.Header.Estimator}, seed {replay.Header.Seed}, records in {folder}");
        ProgressView view = new(context.ErrorConsole, context.Clock);
        replay.Watch = (estimator, steps) => view.Add(estimator, steps);
        IReadOnlyList<(RunSummary Run, string Folder)> results = [];
        await view.ShowAsync(() =>
        {
            results = replay.Run(folder, Environment.ProcessorCount, cancellation);
            return Task.CompletedTask;
        });
        string? report =
            ReportWriter.Write(Path.Combine(folder, RunFolder.ReportFile), results, request.Command);
        if (printsJson)
        {
            RunJson.Print(replay.ToJson(results, folder), context.Output);
        }
        else
        {
            ResultTable.Write(context.OutputConsole, [.. results.Select(result => result.Run)], report);
        }

        return results.Max(result => RunOutcome.ExitCodeOf(result.Run, result.Folder, context));
    }
}
