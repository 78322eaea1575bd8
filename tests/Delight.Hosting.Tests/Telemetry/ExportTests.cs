using Delight.Actors.Coordination;
using Delight.Hosting.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Delight.Hosting.Tests.Telemetry;

/// <summary>What a receiver of OTLP gets from a head and its node.</summary>
public sealed class ExportTests
{
    private const int Steps = 40;

    [Fact]
    public async Task Metrics_OfATraining_ArriveWithTheValuesOfTheRun()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();
        TrainingPlan plan = await TrainAsync(receiver.Address);
        OtlpMetric updates = receiver.Last("delight.learner.updates");
        Assert.Equal(("Delight", "{update}", "counter"), (updates.Meter, updates.Unit, updates.Kind));
        Assert.Equal((Steps, plan.Totals.Updates), (updates.Value, updates.Value));
        OtlpMetric rows = receiver.Last("delight.learner.rows.trained");
        Assert.Equal(("{row}", "counter", plan.Totals.Episodes), (rows.Unit, rows.Kind, rows.Value));
        OtlpMetric staleness = receiver.Last("delight.learner.staleness");
        Assert.Equal(
            ("{step}", "histogram", plan.Totals.Episodes, 0.0),
            (staleness.Unit, staleness.Kind, staleness.Value, staleness.Points.Single().Sum)); // strictly on policy
        Assert.Equal(
            [("delight.cluster.nodes", "{node}", "level"), ("delight.learner.queue", "{row}", "level"),
                ("delight.workers", "{worker}", "level")],
            receiver.Metrics.Where(metric => metric.Kind == "level").Select(
                metric => (metric.Name, metric.Unit, metric.Kind)).Distinct().Order());
        Assert.Equal(plan.Totals.Dropped.Values.Sum(), receiver.Metrics
            .LastOrDefault(metric => metric.Name == "delight.learner.rows.dropped")?.Points.Sum(point => point.Value)
            ?? 0);
    }

    [Fact]
    public async Task Levels_WhileANodeComesAndGoes_FollowIt()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();
        int port = TinyTraining.FreePort();
        DelightHead head = TinyTraining.Head(port, TinyTraining.Plan(steps: 10_000_000));
        await using HostedMember headHost = await HostedMember.StartAsync(
            akka => akka.WithDelightHead(head), services => Export(services, receiver.Address));
        await UntilAsync(receiver, nodes: 0, workers: 0);
        DelightNode node = new(TinyTraining.Node(port)) { Hocon = TinyTraining.Fast };
        await using (await HostedMember.StartAsync(akka => akka.WithDelightNode(node)))
        {
            await UntilAsync(receiver, nodes: 1, workers: 4); // both members of this process count two
        }

        await UntilAsync(receiver, nodes: 0, workers: 0);
    }

    [Fact]
    public async Task Spans_OfATraining_AreOneForEachUpdateWithItsPhases()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();
        await TrainAsync(receiver.Address);
        OtlpSpan[] updates =
        [
            .. receiver.Spans.Where(span => span.Name == "delight.learner.update")
                .OrderBy(span => (long)span.Attributes["delight.policy.version"]),
        ];
        Assert.Equal(
            Enumerable.Range(1, Steps).Select(step => (long)step),
            updates.Select(span => (long)span.Attributes["delight.policy.version"]));
        Assert.All(updates, update =>
        {
            Assert.Equal(("Delight", string.Empty), (update.Source, update.Parent));
            Assert.Equal(
                (0L, (long)TinyTraining.BatchRows, 0.0, "reinforce"),
                (update.Attributes["delight.policy.term"], update.Attributes["delight.batch.rows"],
                    update.Attributes["delight.batch.staleness.mean"], update.Attributes["delight.estimator"]));
            OtlpSpan[] phases = [.. receiver.Spans.Where(span => span.Parent == update.Id)];
            Assert.Equal(
                ["delight.learner.batch", "delight.learner.publish", "delight.learner.step"],
                phases.Select(phase => phase.Name).Order(StringComparer.Ordinal));
            Assert.All(phases, phase => Assert.True(
                update.Times.Begin <= phase.Times.Begin && phase.Times.End <= update.Times.End));
        });
    }

    private static async Task<TrainingPlan> TrainAsync(Uri receiver)
    {
        int port = TinyTraining.FreePort();
        TrainingPlan plan = TinyTraining.Plan(Steps);
        DelightHead head = TinyTraining.Head(port, plan);
        HostedMember headHost = await HostedMember.StartAsync(
            akka => akka.WithDelightHead(head), services => Export(services, receiver));
        await using (headHost)
        {
            DelightNode node = new(TinyTraining.Node(port)) { Hocon = TinyTraining.Fast };
            await using HostedMember nodeHost = await HostedMember.StartAsync(akka => akka.WithDelightNode(node));
            await HostedMember.UntilAsync(
                "the training has ended", () => Task.FromResult(head.Completion.IsCompleted),
                () => Task.FromResult($"the head said\n{headHost.Log}\nthe node said\n{nodeHost.Log}"));
            await head.Completion;
        }

        return plan;
    }

    private static Task UntilAsync(OtlpReceiver receiver, long nodes, long workers) => HostedMember.UntilAsync(
        $"there are {nodes} nodes and {workers} workers",
        () => Task.FromResult(
            receiver.Metrics.Any(metric => metric.Name == "delight.workers")
            && (receiver.Last("delight.cluster.nodes").Value, receiver.Last("delight.workers").Value)
                == (nodes, workers)),
        () => Task.FromResult($"{receiver.Metrics.LastOrDefault()}"));

    private static void Export(IServiceCollection services, Uri receiver)
    {
        services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics.AddDelightInstrumentation().AddOtlpExporter((options, reader) =>
            {
                To(options, receiver, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = 50; // to see nodes come
            }))
            .WithTracing(traces => traces.AddDelightInstrumentation()
                .AddOtlpExporter(options => To(options, receiver, "v1/traces")));
    }

    private static void To(OtlpExporterOptions options, Uri receiver, string path) =>
        (options.Protocol, options.Endpoint) = (OtlpExportProtocol.HttpProtobuf, new Uri(receiver, path));
}
