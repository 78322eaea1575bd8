using System.CommandLine;
using Delight.Actors.Testing.Training;
using Delight.Experiments.Cluster;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Streams;
using Delight.Experiments.Text;
using Delight.Experiments;
using Delight.Host.Terminal;
using Delight.Reports.Runs;

namespace Delight.Host.CommandLine;

/// <summary>What <c>simulate</c> and <c>run</c> have in common: their options, and one run with its record and its
/// report.</summary>
internal sealed class SingleRun
{
    private readonly ScenarioOptions _scenario;

    private readonly Option<string?> _folder = new("--out")
    {
        Description = "a new or empty folder for the record", HelpName = "DIR",
    };

    private readonly Option<string?> _resume = new("--resume")
    {
        Description = "the folder of a run to go on with; SCENARIO may be left out, and all but --steps is as it was",
        HelpName = "DIR",
    };

    private readonly Option<bool> _json = new("--json")
    {
        Description = "print one JSON object and nothing else on standard output",
    };

    private readonly Option<bool> _record = new("--record")
    {
        Description = $"write {RunFolder.StreamFile}: every trajectory and every batch, for replay",
    };

    private readonly Option<bool> _trace = new("--trace")
    {
        Description = $"write {RunFolder.TraceFile}: who is busy when and who writes to whom, for Perfetto",
    };

    /// <summary>Adds the options to a verb.</summary>
    public SingleRun(Command command)
    {
        _scenario = new ScenarioOptions(command, isOptional: true)
            .With(command, "--estimator", "estimator", "the estimator, with options in parentheses")
            .With(command, "--steps", "learner.steps", "learner steps to take")
            .With(command, "--seed", "seed", "the root seed");
        command.Options.Add(_folder);
        command.Options.Add(_resume);
        command.Options.Add(_json);
        command.Options.Add(_record);
        command.Options.Add(_trace);
    }

    /// <summary>What the command line says.</summary>
    /// <exception cref="UserErrorException">Two options exclude each other.</exception>
    public Request Read(ParseResult parsed)
    {
        Request request = new(_scenario.Read(parsed), parsed.GetValue(_folder), parsed.GetValue(_json))
        {
            Resumes = parsed.GetValue(_resume),
            IsRecorded = parsed.GetValue(_record),
            IsTraced = parsed.GetValue(_trace),
        };
        if (request is { Folder: not null, Resumes: not null })
        {
            throw new UserErrorException(
                $"--out {request.Folder} and --resume {request.Resumes} are both given; a resumed run goes on in its "
                + "own folder. Leave out one of them.");
        }

        return request.Scenario.Scenario.Length > 0 ? request : request with
        {
            Scenario = RecordedScenario.Of(request.Scenario, request.Resumes ?? throw new UserErrorException(
                "SCENARIO is missing; it says what to run. Give a scenario file or a name of ./delight list scenarios, "
                + "or --resume with the folder of a run.")),
        };
    }

    /// <summary>Runs, and writes record and report.</summary>
    /// <param name="request">What to run.</param>
    /// <param name="runtime">What runs the actors.</param>
    /// <param name="command">What runs it again, as one types it.</param>
    /// <param name="context">Where progress goes.</param>
    /// <param name="cancellation">Interrupts the run; record and report are then of what was done.</param>
    public static async Task<Result> ExecuteAsync(
        Request request, ITrainingRuntime runtime, string command, HostContext context, CancellationToken cancellation)
    {
        EffectiveScenario scenario = request.Scenario.Load(context.Catalogues);
        PreparedScenario prepared = PreparedScenario.Prepare(scenario, context.Catalogues);
        if (request.IsRecorded)
        {
            StreamScenario.RequireRecordable(scenario);
        }

        string estimator = scenario.EstimatorLabel;
        using ResumedRun? resumed = request.Resumes is { } before
            ? ResumedRun.Open(Path.GetFullPath(before), prepared, runtime.Name, context.Catalogues)
            : null;
        string folder = request.Resumes is { } own
            ? Path.GetFullPath(own)
            : RunFolder.Create(request.Folder, scenario.Name, estimator, context.Clock);
        (bool, bool) attached = (request.IsRecorded, request.IsTraced);
        string from = resumed is null ? string.Empty : $", {resumed.Announcement}";
        context.Error.WriteLine($"seed {scenario.Settings.Seed}, record in {folder}{from}");
        ProgressView view = new(context.ErrorConsole, context.Clock) { Cluster = request.Cluster };
        RunProgress progress = view.Add(estimator, scenario.Settings.Learner.Steps, resumed?.Step ?? 0);
        using RunAttachments attachments = RunAttachments.Create(
            prepared, runtime.Name, folder, resumed?.Attachments(attached) ?? attached);
        TrainingRun run = new(runtime, prepared, folder, command, resumed) { Attachments = attachments.All };
        RunSummary? summary = null;
        await view.ShowAsync(async () => summary = await run.ExecuteAsync(progress, cancellation));
        string? report = ReportWriter.Write(Path.Combine(folder, RunFolder.ReportFile), [(summary!, folder)], command);
        foreach (string line in attachments.Complete(summary!))
        {
            context.Error.WriteLine(line);
        }

        return new Result(prepared, summary!, folder, report);
    }

    /// <summary>What to run.</summary>
    internal sealed record Request(ScenarioArguments Scenario, string? Folder, bool PrintsJson)
    {
        /// <summary>The folder of the run to go on with; null for a new run.</summary>
        public string? Resumes { get; init; }

        /// <summary>What a head shows of its cluster; null: this process is none.</summary>
        public ClusterBoard? Cluster { get; init; }

        /// <summary>True to write <c>stream.bin</c>.</summary>
        public bool IsRecorded { get; init; }

        /// <summary>True to write <c>trace.json</c>.</summary>
        public bool IsTraced { get; init; }
    }

    /// <summary>What came of it.</summary>
    internal sealed record Result(PreparedScenario Prepared, RunSummary Summary, string Folder, string? Report);
}
