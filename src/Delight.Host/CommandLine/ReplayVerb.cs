using System.CommandLine;
using System.Text.Json.Nodes;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Streams;
using Delight.Experiments.Text;
using Delight.Host.Terminal;
using Delight.Learning.Catalogue;
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
        Option<string> estimators = new("--estimators")
        {
            Description = "comma-separated, with options in parentheses: \"dg,kondo(share=0.1)\"",
            HelpName = "a,b,c", Required = true,
        };
        Option<string[]> sets = new("--set")
        {
            Description = "overrides a setting of optimiser, baseline, learner or measurements; may be repeated",
            HelpName = "path=value", Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false,
        };
        Option<string?> folder = new("--out") { Description = "a new or empty folder for the records",
            HelpName = "DIR" };
        Option<bool> json = new("--json") { Description = "print one JSON object and nothing else on standard output" };
        command.Arguments.Add(stream);
        foreach (Option option in (Option[])[estimators, sets, folder, json])
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellation) => RunAsync(
            new Request(parsed.GetRequiredValue(stream), parsed.GetRequiredValue(estimators))
            {
                Sets = parsed.GetValue(sets) ?? [],
                Assemblies = AssemblyOption.Of(parsed),
                Folder = parsed.GetValue(folder),
                PrintsJson = parsed.GetValue(json),
            },
            context,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Request request, HostContext context, CancellationToken cancellation)
    {
        string path = StreamReplay.Find(request.Stream);
        StreamHeader header;
        using (TrajectoryStreamReader reader = TrajectoryStreamReader.Open(path))
        {
            header = reader.Header;
        }

        IReadOnlyList<PreparedScenario> prepared = StreamScenario.Prepare(
            path, header, PartReference.SplitList(request.Estimators), request.Sets, context.Catalogues);
        StreamSurvey survey = StreamSurvey.Read(path);
        if (survey.Remark(path) is { } remark)
        {
            context.Error.WriteLine($"delight: {remark}");
        }

        if (survey.Updates == 0)
        {
            throw new UserErrorException($"{path} has no update that counts, so there is nothing to learn from.");
        }

        string folder = RunFolder.Create(request.Folder, header.Scenario, "replay", context.Clock);
        context.Error.WriteLine(FormattableString.Invariant(
            $"{survey.Updates} updates recorded with {header.Estimator}, seed {header.Seed}, records in {folder}"));
        (RunSummary Run, string Folder)[] results =
            await ReplayAsync((path, survey), request, (prepared, folder), context, cancellation);
        Print(request, survey, (results, folder), context);
        return results.Max(result => RunOutcome.ExitCodeOf(result.Run, result.Folder, context));
    }

    private static async Task<(RunSummary Run, string Folder)[]> ReplayAsync(
        (string Path, StreamSurvey Survey) stream, Request request,
        (IReadOnlyList<PreparedScenario> Prepared, string Folder) work, HostContext context,
        CancellationToken cancellation)
    {
        ProgressView view = new(context.ErrorConsole, context.Clock);
        List<(EstimatorReplay Replay, string Folder)> replays = [];
        try
        {
            await view.ShowAsync(() =>
            {
                foreach (PreparedScenario one in work.Prepared)
                {
                    RunSummary start = Start(one, stream.Survey, request);
                    string folder = RunFolder.CreateRun(work.Folder, start.Estimator, start.Seed);
                    RunProgress progress = view.Add(start.Estimator, start.StepsPlanned);
                    replays.Add((new EstimatorReplay(folder, one, start, progress), folder));
                }

                StreamReplay.Run(
                    stream.Path, stream.Survey, [.. replays.Select(entry => entry.Replay)], Environment.ProcessorCount,
                    cancellation);
                return Task.CompletedTask;
            });
            return [.. replays.Select(entry => (entry.Replay.Result!, entry.Folder))];
        }
        finally
        {
            replays.ForEach(entry => entry.Replay.Dispose());
        }
    }

    private static RunSummary Start(PreparedScenario prepared, StreamSurvey survey, Request request)
    {
        EffectiveScenario scenario = prepared.Scenario;
        string estimator = scenario.EstimatorLabel;
        return TrainingRun.Describe(
            prepared, RunSummary.ReplayRuntime,
            ReplayCommand.Replay(request.Stream, estimator, request.Sets, request.Assemblies)) with
        {
            StepsPlanned = Math.Min(survey.Updates, scenario.Settings.Learner.Steps),
            Dropped = survey.Dropped,
        };
    }

    private static void Print(
        Request request, StreamSurvey survey, ((RunSummary Run, string Folder)[] Results, string Folder) done,
        HostContext context)
    {
        string? report = ReportWriter.Write(
            Path.Combine(done.Folder, RunFolder.ReportFile), done.Results,
            ReplayCommand.Replay(request.Stream, request.Estimators, request.Sets, request.Assemblies));
        if (!request.PrintsJson)
        {
            ResultTable.Write(context.OutputConsole, [.. done.Results.Select(result => result.Run)], report);
            return;
        }

        JsonObject json = RunJson.Of(done.Results, done.Folder);
        json["stream"] = new JsonObject
        {
            ["updates"] = survey.Updates,
            ["updatesUndone"] = survey.UpdatesUndone,
            ["arrivals"] = survey.Arrivals,
            ["isWhole"] = survey.IsWhole,
        };
        RunJson.Print(json, context.Output);
    }

    private sealed record Request(string Stream, string Estimators)
    {
        public IReadOnlyList<string> Sets { get; init; } = [];

        public IReadOnlyList<string> Assemblies { get; init; } = [];

        public string? Folder { get; init; }

        public bool PrintsJson { get; init; }
    }
}
