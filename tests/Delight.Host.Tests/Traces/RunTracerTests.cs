using System.Text.Json.Nodes;
using Delight.Experiments.Records;
using Delight.Experiments.Traces;
using Delight.Host.Tests.CommandLine;
using Delight.Host.Tests.Streams;

namespace Delight.Host.Tests.Traces;

/// <summary>The trace of whole runs: it is what the format demands, and it changes nothing of the run.</summary>
public sealed class RunTracerTests : IDisposable
{
    private readonly RecordedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Theory]
    [InlineData("seed=1")]
    [InlineData("network.lossShare=0.05")]
    [InlineData(RecordedRuns.Crashes)]
    [InlineData("""faults=[ { "kind": "pause-node", "target": "workers", "at": "100ms", "lasts": "77ms" } ]""")]
    [InlineData("network.duplicationShare=0.3")]
    public async Task Simulate_TracedAndRecorded_IsTheSameRunAndALawfulTrace(string set)
    {
        string plain = await DigestAsync("plain", "--set", set);
        string watched = await DigestAsync("watched", "--set", set, "--trace", "--record");
        Assert.Equal(plain, watched);
        Assert.Equal(RecordedRuns.Policy(_runs.Path("plain")), RecordedRuns.Policy(_runs.Path("watched")));
        Assert.Equal(
            await File.ReadAllTextAsync(_runs.Path("plain/metrics.jsonl")),
            await File.ReadAllTextAsync(_runs.Path("watched/metrics.jsonl")));
        TraceCheck check = TraceCheck.Of(_runs.Path("watched/trace.json"));
        Assert.True(check.Arrows > 100, $"{check.Arrows} arrows");
    }

    [Fact]
    public async Task Simulate_Traced_ShowsHowLongEachWorksAndWaits()
    {
        await DigestAsync("watched", "--trace");
        TraceCheck check = TraceCheck.Of(_runs.Path("watched/trace.json"));

        // 40 updates of 10 ms; every request takes its worker 5 ms.
        Assert.Equal(400_000m, check.BusyMicroseconds("learner"));
        int requests = check.Spans.Count(span => span.Name == "generate-rollouts");
        Assert.Equal(5_000m * requests, Enumerable.Range(0, 4).Sum(i => check.BusyMicroseconds($"rollout-{i}")));
        Assert.Contains(check.Spans, span => span.Name == "trajectories-ready" && span.WaitedMs > 0);
        Assert.Equal(
            ["evaluator", "learner", "parameter-server", "recorder", "reward-service"],
            check.Threads.Where(name => !name.StartsWith("rollout", StringComparison.Ordinal)
                && name is not ("coordinator" or "guardian")).Order(StringComparer.Ordinal));
        Assert.Equal(Enumerable.Range(1, 40).Select(step => (double)step), check.Counter("version"));
        Assert.All(check.Counter("queued rows"), rows => Assert.InRange(rows, 0, 60));
        Assert.Equal(40, check.Counter("staleness").Count);
    }

    [Fact]
    public async Task Simulate_TracedWithACrash_CutsTheWorkShortAndMarksTheInstant()
    {
        await DigestAsync("watched", "--trace", "--set", RecordedRuns.Crashes);
        TraceCheck check = TraceCheck.Of(_runs.Path("watched/trace.json"));
        Assert.Contains(("node-crashed", 210_000m), check.Instants);
        Assert.Contains(("node-restarted", 310_000m), check.Instants);
        Assert.Contains(check.Instants, instant => instant.Name == "actor-restarted");
        Assert.DoesNotContain(check.Spans, span => span.Thread == "learner"
            && span.Begins < 210_000m && span.Begins + span.Lasts > 210_000.1m);
        Assert.DoesNotContain(check.Spans, span => span.Thread == "learner"
            && span.Begins >= 210_000.1m && span.Begins < 310_000m);
    }

    [Fact]
    public async Task Run_Traced_IsALawfulTraceByTheWallClock()
    {
        await File.WriteAllTextAsync(_runs.Path("scenario.json"), RecordedRuns.Bandit);
        HostRun run = await HostRun.OfAsync(
            "run", _runs.Path("scenario.json"), "--trace", "--out", _runs.Path("live"));
        Assert.True(run.ExitCode == 0, run.Error);
        TraceCheck check = TraceCheck.Of(_runs.Path("live/trace.json"));
        Assert.True(check.Arrows > 100, $"{check.Arrows} arrows");
        Assert.True(check.BusyMicroseconds("learner") > 0);
        Assert.Equal(40, check.Counter("version").Count);
    }

    [Fact]
    public void Log_Full_EndsThereAndSaysSo()
    {
        string path = _runs.Path("trace.json");
        using RunTracer tracer = new(path, new Dictionary<string, string> { ["scenario"] = "s" }, eventsMax: 10);
        ActorsOfATrace.Exchange(tracer.Observe(new ActorsOfATrace.Nobody()).Activity, messages: 50);
        string remark = tracer.Complete();

        // The first message makes a mark, each later one three, and they come every millisecond from 0 on: 10 at 3 ms.
        Assert.Contains("it is full and ends after 4 ms", remark, StringComparison.Ordinal);
        TraceCheck check = TraceCheck.Of(path);
        Assert.InRange(check.Spans.Count, 3, 10);
        Assert.Contains(check.Instants, instant => instant.Name == "trace-cut");
        Assert.Contains(
            "the first 10 marks", (string)JsonNode.Parse(File.ReadAllText(path))!["otherData"]!["cut"]!,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Log_AsManyMarksAsItTakes_StaysBelowFiftyMegabytes()
    {
        string path = _runs.Path("trace.json");
        using RunTracer tracer = new(path, new Dictionary<string, string>(), eventsMax: 30_000);
        ActorsOfATrace.Exchange(tracer.Observe(new ActorsOfATrace.Nobody()).Activity, messages: 30_000);
        tracer.Complete();
        double bytesEach = new FileInfo(path).Length / 30_000.0;
        Assert.InRange(bytesEach * RunTracer.EventsMax, 1e6, 50e6);
    }

    private async Task<string> DigestAsync(string folder, params string[] more)
    {
        await File.WriteAllTextAsync(_runs.Path("scenario.json"), RecordedRuns.Bandit);
        HostRun run = await HostRun.OfAsync(
            ["simulate", _runs.Path("scenario.json"), "--json", "--out", _runs.Path(folder), .. more]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(more.Contains("--trace"), File.Exists(Path.Combine(_runs.Path(folder), RunFolder.TraceFile)));
        return (string)JsonNode.Parse(run.Output)!["digest"]!;
    }
}
