using System.Text.Json.Nodes;
using System.Text.Json;
using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Experiments.Streams;
using Delight.Host.Tests.CommandLine;
using Delight.Learning.Estimators;
using Delight.Learning.Parts;

namespace Delight.Host.Tests.Streams;

/// <summary>What a replay must give: the recorded run itself, bit for bit, for the estimator that
/// recorded it.</summary>
public sealed class StreamReplayTests : IDisposable
{
    private readonly RecordedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Theory]
    [InlineData(RecordedRuns.Bandit, "dg", "optimiser.schedule=linear")]
    [InlineData(RecordedRuns.Bandit, "kondo(share=0.5)", "optimiser.gradientNormMax=0.1")]
    [InlineData(RecordedRuns.Bandit, "pg", "learner.stalenessMax=1")]
    [InlineData(RecordedRuns.Bandit, "dg", RecordedRuns.Crashes)]
    [InlineData(RecordedRuns.Sequences, "dg", "learner.threads=2")]
    [InlineData(RecordedRuns.Sequences, "grpo", "recorder.every=1")]
    public async Task Replay_EstimatorThatRecorded_GivesTheRunsBitsAndCurves(
        string scenario, string estimator, string set)
    {
        string recorded = await _runs.RecordAsync(scenario, "--estimator", estimator, "--set", set);
        (_, RunRecord[] records) = await _runs.ReplayAsync(recorded, "--estimators", estimator);
        RunRecord run = RunRecord.Read(recorded), replay = Assert.Single(records);
        Assert.Equal(RecordedRuns.Policy(recorded), RecordedRuns.Policy(replay.Folder));
        Assert.Equal((run.Steps, run.Error, "replay"), (replay.Steps, replay.Error, replay.Summary.Runtime));
        Assert.Equal(
            LastOfEach(run.Evaluations.Select(measured => (measured.Step, measured.Error))),
            replay.Evaluations.Select(measured => (measured.Step, measured.Error)));
        Assert.NotEmpty(replay.Updates);
    }

    [Fact]
    public async Task Replay_RunWithoutCrash_HasItsMeasurementsAndItsStaleness()
    {
        string recorded = await _runs.RecordAsync(
            RecordedRuns.Bandit, "--set", "recorder.cosines=true", "--set", "network.latency=25ms");
        (_, RunRecord[] records) = await _runs.ReplayAsync(recorded, "--estimators", "dg");
        RunRecord run = RunRecord.Read(recorded), replay = Assert.Single(records);
        Assert.Equal(run.Updates.Select(Timeless), replay.Updates.Select(Timeless));
        Assert.Equal(run.Summary.Staleness.Counts, replay.Summary.Staleness.Counts);
        Assert.True(replay.Summary.Staleness.Mean > 0);
        Assert.Equal(run.Summary.Episodes, replay.Summary.Episodes);
    }

    [Theory]
    [InlineData("refill")]
    [InlineData("drop")]
    public async Task Replay_RunThatDroppedOldRows_LeavesThemOutAndCountsThem(string handling)
    {
        string recorded = await _runs.RecordAsync(
            RecordedRuns.Bandit, "--set", "learner.stalenessMax=1", "--set", $"learner.stalenessHandling={handling}",
            "--set", "network.latency=40ms");
        (_, RunRecord[] records) = await _runs.ReplayAsync(recorded, "--estimators", "dg");
        RunRecord run = RunRecord.Read(recorded), replay = Assert.Single(records);
        Assert.Equal(RecordedRuns.Policy(recorded), RecordedRuns.Policy(replay.Folder));
        Assert.True(run.Summary.Dropped["stale"] > 0);
        Assert.Equal(run.Summary.Dropped["stale"], replay.Summary.Dropped["stale"]);
    }

    [Fact]
    public async Task Replay_OtherEstimators_GiveOtherPoliciesFromTheSameRows()
    {
        string recorded = await _runs.RecordAsync(RecordedRuns.Bandit);
        (HostRun run, RunRecord[] records) =
            await _runs.ReplayAsync(recorded, "--estimators", "dg,pg,star,dg(eta=2)", "--json");
        Assert.Equal(4, records.Select(record => Convert.ToBase64String(RecordedRuns.Policy(record.Folder)))
            .Distinct(StringComparer.Ordinal).Count());
        Assert.All(records, record => Assert.Equal(
            records[0].Updates.Select(update => (update.Step, update.RewardMean)),
            record.Updates.Select(update => (update.Step, update.RewardMean))));
        JsonNode json = JsonNode.Parse(run.Output)!;
        Assert.Equal(["dg", "pg", "star", "dg(eta=2)"], json["runs"]!.AsArray().Select(one => EstimatorOf(one!)));
        Assert.Equal(1, (int)json["summary"]!["dg(eta=2)"]!["n"]!);
        Assert.Equal((40, 0, true), Stream(json));
        Assert.Contains(
            "very same recorded batches", await File.ReadAllTextAsync(_runs.Path("replayed/report.html")),
            StringComparison.Ordinal);

        static string EstimatorOf(JsonNode one) => ((string)one["estimator"]!).Replace(
            ",lambda=0", string.Empty, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_RunWhoseLearnerCrashed_LeavesUndoneUpdatesOut()
    {
        string recorded = await _runs.RecordAsync(RecordedRuns.Bandit, "--set", RecordedRuns.Crashes);
        StreamSurvey survey = StreamSurvey.Read(Path.Combine(recorded, RunFolder.StreamFile));
        Assert.Equal((40L, 2), (survey.Updates, survey.Recoveries));
        Assert.True(survey.UpdatesUndone > 0);
        (HostRun run, _) = await _runs.ReplayAsync(recorded, "--estimators", "pg", "--json");
        Assert.Equal((40, (int)survey.UpdatesUndone, true), Stream(JsonNode.Parse(run.Output)!));
        Assert.Contains("2 restarts of the learner had undone left out", Assert.Single(run.Problems),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_StepsSetLower_StopsThereOnThatSchedule()
    {
        string recorded = await _runs.RecordAsync(RecordedRuns.Bandit);
        string[] shorter = ["--set", "learner.steps=11", "--set", "optimiser.schedule=cosine"];
        (_, RunRecord[] records) = await _runs.ReplayAsync(recorded, ["--estimators", "dg", .. shorter]);
        RunRecord replay = Assert.Single(records);
        Assert.Equal((11L, 11L), (replay.Steps, replay.Summary.StepsPlanned));
        Assert.Equal([0L, 10, 11], replay.Evaluations.Select(measured => measured.Step));
        Assert.Equal([8L, 11], replay.Updates.Select(measured => measured.Step));
    }

    [Fact]
    public async Task Replay_AnEstimatorThatDiverges_FailsAloneAndKeepsItsBatch()
    {
        string recorded = await _runs.RecordAsync(RecordedRuns.Bandit);
        PartCatalogues catalogues = new();
        catalogues.Estimators.Add(new() { Name = "broken", Summary = "fails", Create = _ => new BreaksAtTheFifth() });
        HostRun run = await HostRun.OfAsync(
            catalogues, "replay", recorded, "--estimators", "broken,dg", "--out", _runs.Path("replayed"));
        IReadOnlyList<RunRecord> records = RunRecord.ReadAll(_runs.Path("replayed"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("broken seed 1 failed: training diverged at step 4", Assert.Single(run.Problems),
            StringComparison.Ordinal);
        Assert.Equal(
            [("broken", 4L, RunStatus.Failed), ("dg", 40L, RunStatus.Finished)],
            records.Select(record => (record.Summary.Estimator, record.Summary.Steps, record.Summary.Status)));
        Assert.True(File.Exists(Path.Combine(records[0].Folder, RunFolder.DivergedBatchFile)));
        Assert.Equal(RecordedRuns.Policy(recorded), RecordedRuns.Policy(records[1].Folder));
    }

    [Fact]
    public async Task Player_LongStream_HoldsNoMoreThanTheLearnerDid()
    {
        string recorded = await _runs.RecordAsync(RecordedRuns.Bandit, "--steps", "400");
        string path = Path.Combine(recorded, RunFolder.StreamFile);
        using StreamPlayer player = new(path, StreamSurvey.Read(path));
        int updates = 0, waitingMax = 0;
        while (player.MoveNext())
        {
            Assert.Equal(20, player.Batch.Rows);
            waitingMax = Math.Max(waitingMax, player.ArrivalsWaiting);
            updates++;
        }

        // At most 60 rows are in flight, and at least one of each arrival that waits.
        Assert.Equal(400, updates);
        Assert.InRange(waitingMax, 1, 4);
    }

    private sealed class BreaksAtTheFifth : IEstimator
    {
        private readonly Reinforce _sound = new();
        private int _calls;

        public bool NeedsBehaviourLogProbs => false;

        public double Compute(in DecisionBatch batch, Span<float> coefficients)
        {
            double objective = _sound.Compute(batch, coefficients);
            return ++_calls == 5 ? double.NaN : objective;
        }
    }

    /// <summary>As text: lists in records are not compared by their content.</summary>
    private static string Timeless(UpdateMeasurement measured) =>
        JsonSerializer.Serialize(measured with { Time = TimeSpan.Zero });

    /// <summary>A run that went back to a checkpoint measures some steps twice.</summary>
    private static IEnumerable<(long Step, double Error)> LastOfEach(IEnumerable<(long Step, double Error)> measured) =>
        measured.GroupBy(one => one.Step).OrderBy(step => step.Key).Select(step => step.Last());

    private static (int Updates, int Undone, bool IsWhole) Stream(JsonNode json) =>
        ((int)json["stream"]!["updates"]!, (int)json["stream"]!["updatesUndone"]!, (bool)json["stream"]!["isWhole"]!);
}
