using System.Text.Json.Nodes;
using Delight.Experiments.Records;
using Delight.Experiments.Tests.Support;
using Field = Delight.Export.Tests.TensorBoard.EventFileReader.Field;

namespace Delight.Export.Tests.TensorBoard;

/// <summary>The event files of real runs, read by a reader that was written from the specification.</summary>
public sealed class RunEventFileTests(SmallRuns small) : IClassFixture<SmallRuns>, IAsyncLifetime
{
    private readonly TemporaryFolder _made = new();

    private string Folder => _made.File("board");

    public Task InitializeAsync() => RunExport.WriteAsync(small.Runs, ExportFormat.TensorBoard, Folder);

    public Task DisposeAsync()
    {
        _made.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void Checksum_OfTheDigits_IsThatOfTheStandard() =>
        Assert.Equal(0xe3069283, EventFileReader.Checksum("123456789"u8));

    [Fact]
    public void File_OfEachRun_BeginsWithTheVersion()
    {
        foreach (RunRecord run in small.Runs)
        {
            ILookup<int, Field> first = Events(run)[0];
            Assert.Equal("brain.Event:2", first[3].Single().Text);
            Assert.Equal(Seconds(run), first[1].Single().Double, 6);
        }
    }

    [Fact]
    public void File_OneByteChanged_IsNoticedByTheReader()
    {
        byte[] file = File.ReadAllBytes(PathOf(small.Runs[0]));
        file[^6] ^= 1;

        Assert.Throws<InvalidDataException>(() => EventFileReader.Records(file));
    }

    [Fact]
    public void Scalars_OfUpdates_AreThoseOfMetricsJsonlThatWereNotUndone()
    {
        foreach (RunRecord run in small.Runs)
        {
            Dictionary<long, JsonObject> kept = [];
            foreach (JsonObject line in SmallRuns.Lines(run, RunFolder.MetricsFile)
                .Where(line => (string)line["kind"]! == "update"))
            {
                kept[(long)line["step"]!] = line; // the last of a step counts
            }

            (long Step, double Time, float Norm, float Share, float Rows)[] expected = [.. kept.Values.Select(line => (
                (long)line["step"]!, (double)line["time"]!, (float)(double)line["gradientNorm"]!,
                (float)(double)line["successes"]!["share"]!, (float)(double)line["byAge"]![0]!["rows"]!))];
            (long, double, float, float, float)[] found = [.. Scalars(run)
                .Where(point => point.Values.ContainsKey("update/gradientNorm"))
                .Select(point => (
                    point.Step, point.Time, point.Values["update/gradientNorm"],
                    point.Values["update/successes.share"], point.Values
                        .First(value => value.Key.StartsWith("byAge/rows/", StringComparison.Ordinal)).Value))];

            Assert.Equal([10, 20, 30, 40, 50, 60], expected.Select(line => line.Step));
            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public async Task Scalars_OfPools_AreNamedByThem()
    {
        RunRecord run = small.Runs[0] with { Updates = [RecordSamples.Update(step: 3)] };
        string folder = _made.File("pools");
        await RunExport.WriteAsync([run], ExportFormat.TensorBoard, folder);
        string file = Assert.Single(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
        Dictionary<string, float> found = EventFileReader.Records(File.ReadAllBytes(file))
            .Select(EventFileReader.Fields).Where(line => line[5].Any())
            .SelectMany(line => line[5].Single().Message[1].Select(value => value.Message))
            .Where(value => value[2].Any())
            .Where(value => value[1].Single().Text.StartsWith("byPool/reward", StringComparison.Ordinal))
            .ToDictionary(value => value[1].Single().Text, value => value[2].Single().Float);
        Assert.Equal(
            [("byPool/rewardMean/broken", 0.125f), ("byPool/rewardMean/rollout", (float)(1.0 / 3))],
            found.Select(value => (value.Key, value.Value)));
    }

    [Fact]
    public void Scalars_OfEvaluations_HaveAllNumbersAndSteps()
    {
        (long, string)[] found = [.. Scalars(small.Runs[1])
            .Where(point => point.Values.ContainsKey("evaluation/error"))
            .Select(point => (point.Step, string.Join(',', point.Values.Keys)))];

        const string Tags = "evaluation/error,evaluation/rows,evaluation/tokenError,evaluation/rewardMean";
        Assert.Equal([(0, Tags), (20, Tags), (40, Tags), (60, Tags)], found);
    }

    [Fact]
    public void Hyperparameters_OfARun_AreItsSettings()
    {
        ILookup<int, Field>[] values = [.. Events(small.Runs[1]).SelectMany(line => line[5])
            .Select(summary => summary.Message[1].First().Message)
            .Where(value => value[1].Single().Text.StartsWith("_hparams_/", StringComparison.Ordinal))];

        Assert.Equal(
            ["_hparams_/session_start_info", "_hparams_/session_end_info"],
            values.Select(value => value[1].Single().Text));
        ILookup<int, Field>[] plugins = [.. values.Select(value => value[9].Single().Message[1].Single().Message)];
        Assert.All(plugins, plugin => Assert.Equal("hparams", plugin[1].Single().Text));
        Assert.All(values, value => Assert.Equal(2, value[9].Single().Message[4].Single().Int));
        Assert.All(values, value => Assert.Equal(
            (1, 0, 0f), (value[8].Single().Message[1].Single().Int, value[8].Single().Message[2].Single().Bytes.Length,
                value[8].Single().Message[5].Single().Float)));
        Dictionary<string, ILookup<int, Field>> settings = plugins[0][2].Single().Message[3].Single().Message[1]
            .ToDictionary(entry => entry.Message[1].Single().Text, entry => entry.Message[2].Single().Message);
        Assert.Equal(20, settings["learner.batchRows"][2].Single().Double);
        Assert.StartsWith("pg", settings["estimator"][3].Single().Text, StringComparison.Ordinal);
        Assert.Equal("broken", settings["workers[1].pool"][3].Single().Text);
        Assert.Equal(0, settings["recorder.cosines"][4].Single().Int);
        Assert.Equal(1, plugins[1][2].Single().Message[4].Single().Message[1].Single().Int);
    }

    private string PathOf(RunRecord run) => Assert.Single(Directory.GetFiles(
        Path.Combine(Folder, "comparison", Path.GetFileName(run.Folder)), "events.out.tfevents.*"));

    private List<ILookup<int, Field>> Events(RunRecord run) =>
        [.. EventFileReader.Records(File.ReadAllBytes(PathOf(run))).Select(EventFileReader.Fields)];

    private IEnumerable<(long Step, double Time, Dictionary<string, float> Values)> Scalars(RunRecord run) =>
        from line in Events(run)
        where line[5].Any()
        let values = line[5].Single().Message[1].Select(value => value.Message).ToArray()
        where values.All(value => value[2].Any())
        select (
            line[2].FirstOrDefault()?.Int ?? 0, Math.Round(line[1].Single().Double - Seconds(run), 4),
            values.ToDictionary(value => value[1].Single().Text, value => value[2].Single().Float));

    private static double Seconds(RunRecord run) =>
        (run.Summary.Started - DateTimeOffset.UnixEpoch).TotalSeconds;
}
