using System.Text.Json.Nodes;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Learning.Parts;

namespace Delight.Experiments.Streams;

/// <summary>Gives the very same batches of a recorded run to several estimators, each from the same initial
/// policy.</summary>
public sealed class Replay
{
    private readonly ReplayRequest _request;
    private readonly string _path;
    private readonly IReadOnlyList<PreparedScenario> _prepared;

    private Replay(
        ReplayRequest request, string path, StreamHeader header, IReadOnlyList<PreparedScenario> prepared)
    {
        (_request, _path, Header, _prepared) = (request, path, header, prepared);
        Survey = StreamSurvey.Read(path);
    }

    /// <summary>What was recorded.</summary>
    public StreamHeader Header { get; }

    /// <summary>How much of it there is.</summary>
    public StreamSurvey Survey { get; }

    /// <summary>What is to be known of the stream before its results are believed; null: nothing.</summary>
    public string? Remark => Survey.Remark(_path);

    /// <summary>Says who watches an estimator; gets its name and its steps. Null: nobody.</summary>
    public Func<string, long, IRunProgress>? Watch { get; set; }

    /// <summary>Reads a stream and prepares the estimators.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="catalogues">The parts that it may name.</param>
    /// <exception cref="UserErrorException">The stream is none, or something is refused: one line for each
    /// problem.</exception>
    public static Replay Open(ReplayRequest request, PartCatalogues catalogues)
    {
        string path = StreamReplay.Find(request.Stream);
        StreamHeader header;
        using (TrajectoryStreamReader reader = TrajectoryStreamReader.Open(path))
        {
            header = reader.Header;
        }

        Replay replay = new(request, path, header, StreamScenario.Prepare(
            path, header, EstimatorList.Parse(request.Estimators), request.Sets, catalogues));
        return replay.Survey.Updates > 0
            ? replay
            : throw new UserErrorException($"{path} has no update that counts, so there is nothing to learn from.");
    }

    /// <summary>Runs them, side by side.</summary>
    /// <param name="folder">Exists; each estimator gets a folder in it.</param>
    /// <param name="jobs">Estimators that compute at the same time.</param>
    /// <param name="cancellation">Interrupts between two batches.</param>
    /// <returns>Summaries and folders in the order of the estimators.</returns>
    /// <exception cref="IOException">A record cannot be written.</exception>
    public IReadOnlyList<(RunSummary Run, string Folder)> Run(
        string folder, int jobs, CancellationToken cancellation)
    {
        KeptRequest.Write(folder, RunFolder.ReplayFile, _request);
        List<(EstimatorReplay Replay, string Folder)> replays = [];
        try
        {
            foreach (PreparedScenario one in _prepared)
            {
                RunSummary start = Start(one);
                string own = RunFolder.CreateRun(folder, start.Estimator, start.Seed);
                IRunProgress progress = Watch?.Invoke(start.Estimator, start.StepsPlanned) ?? new SilentProgress();
                replays.Add((new EstimatorReplay(own, one, start, progress), own));
            }

            StreamReplay.Run(_path, Survey, [.. replays.Select(entry => entry.Replay)], jobs, cancellation);
            return [.. replays.Select(entry => (entry.Replay.Result!, entry.Folder))];
        }
        finally
        {
            replays.ForEach(entry => entry.Replay.Dispose());
        }
    }

    /// <summary>The object that <c>--json</c> prints.</summary>
    public JsonObject ToJson(IReadOnlyList<(RunSummary Run, string Folder)> results, string folder)
    {
        JsonObject json = RunJson.Of(results, folder);
        json["stream"] = new JsonObject
        {
            ["updates"] = Survey.Updates,
            ["updatesUndone"] = Survey.UpdatesUndone,
            ["arrivals"] = Survey.Arrivals,
            ["isWhole"] = Survey.IsWhole,
        };
        return json;
    }

    private RunSummary Start(PreparedScenario prepared)
    {
        EffectiveScenario scenario = prepared.Scenario;
        return TrainingRun.Describe(
            prepared, RunSummary.ReplayRuntime, _request.CommandOf(scenario.EstimatorLabel)) with
        {
            StepsPlanned = Math.Min(Survey.Updates, scenario.Settings.Learner.Steps),
            Dropped = Survey.Dropped,
        };
    }
}
