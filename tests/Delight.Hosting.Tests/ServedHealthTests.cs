using System.Globalization;
using System.Net;
using Delight.Host.CommandLine;
using Delight.Hosting.Tests.Telemetry;

namespace Delight.Hosting.Tests;

/// <summary>Health and telemetry of the command line: <c>run --listen --health</c> and <c>node --health</c>.</summary>
public sealed class ServedHealthTests : IDisposable
{
    private const string OtlpVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly string _folder = Directory.CreateTempSubdirectory("delight-hosting-").FullName;

    public ServedHealthTests() => Environment.SetEnvironmentVariable("DELIGHT_SECRET", TinyTraining.Secret);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("DELIGHT_SECRET", null);
        Environment.SetEnvironmentVariable(OtlpVariable, null);
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", null);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Health_OfAHeadAndANodeOfTheCommandLine_FollowsEachOther()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();
        SendTo(receiver);
        Verb head = Head(steps: 10_000_000), node = Node(head);
        await node.UntilAsync("ready", HttpStatusCode.ServiceUnavailable, "the head has not let this node in");
        head.Start();
        await head.UntilAsync("ready", HttpStatusCode.OK, "1 nodes, 2 workers");
        await node.UntilAsync("ready", HttpStatusCode.OK, "the head has let this node in, and it has a policy");
        Assert.Equal(HttpStatusCode.OK, (await head.HealthAsync("live"))!.Value.Status);
        Assert.Equal(ExitCode.Interrupted, await head.StopAsync());
        await node.UntilAsync("ready", HttpStatusCode.ServiceUnavailable, string.Empty);
        Assert.Equal(HttpStatusCode.OK, (await node.HealthAsync("live"))!.Value.Status); // it joins the next head
        Assert.Equal(ExitCode.Interrupted, await node.StopAsync());
        Assert.Equal(
            ["delight-head", "delight-node"],
            receiver.Metrics.Select(metric => metric.Service).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Telemetry_OfTheCommandLine_GoesWhereTheEnvironmentSays()
    {
        await using OtlpReceiver receiver = await OtlpReceiver.StartAsync();
        SendTo(receiver);
        Verb run = new(["run", Scenario(60), "--json", "--out", Path.Combine(_folder, "one")], 0);
        run.Start();
        Assert.True(await run.EndAsync() == ExitCode.Done, run.Said);
        OtlpMetric updates = receiver.Last("delight.learner.updates");
        Assert.Equal(("delight-run", 60), (updates.Service, updates.Value));
        Assert.Equal(60, receiver.Spans.Count(span => span.Name == "delight.learner.update"));
    }

    [Fact]
    public async Task Health_OfARunWithoutAHead_IsRefused()
    {
        Verb run = new(["run", Scenario(10), "--health", "127.0.0.1:1"], 1);
        run.Start();
        Assert.Equal(ExitCode.Refused, await run.EndAsync());
        Assert.Equal(
            "delight: --health: a run in one process has no health to serve; a head of a cluster has. Add --listen, or "
            + $"leave out --health.{Environment.NewLine}", run.Said);
    }

    private static void SendTo(OtlpReceiver receiver)
    {
        Environment.SetEnvironmentVariable(OtlpVariable, receiver.Address.ToString());
        Environment.SetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
    }

    private Verb Head(long steps)
    {
        int port = TinyTraining.FreePort(), health = TinyTraining.FreePort();
        return new Verb(
            ["run", Scenario(steps), "--listen", At(port), "--health", At(health), "--json", "--out",
                Path.Combine(_folder, "head"), "--hocon", Hocon()],
            health)
        {
            Port = port,
        };
    }

    private Verb Node(Verb head)
    {
        int health = TinyTraining.FreePort();
        Verb node = new(
            ["node", "--seed-node", At(head.Port), "--workers", "2", "--health", At(health), "--hocon", Hocon()],
            health);
        node.Start();
        return node;
    }

    private static string At(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

    private string Scenario(long steps) => Write("scenario.json", TinyTraining.Scenario(steps));

    private string Hocon() => Write("fast.conf", TinyTraining.Fast);

    private string Write(string name, string text)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>A command line within this process.</summary>
    private sealed class Verb(string[] words, int health)
    {
        private readonly CancellationTokenSource _interrupt = new();
        private readonly StringWriter _said = new();
        private Task<int> _run = Task.FromResult(ExitCode.Done);

        public int Port { get; init; }

        public string Said
        {
            get
            {
                lock (_said)
                {
                    return _said.ToString();
                }
            }
        }

        public void Start()
        {
            TextWriter error = TextWriter.Synchronized(_said);
            _run = Task.Run(() => HostCommand.RunAsync(
                words, new HostContext { Output = TextWriter.Null, Error = error }, _interrupt.Token));
        }

        public Task<int> EndAsync() => _run.WaitAsync(HostedMember.Patience);

        public async Task<int> StopAsync()
        {
            await _interrupt.CancelAsync();
            return await EndAsync();
        }

        /// <summary>Null where nobody listens yet.</summary>
        public async Task<(HttpStatusCode Status, string Text)?> HealthAsync(string tag)
        {
            try
            {
                return await HostedMember.HealthAsync(new Uri($"http://{At(health)}/health/{tag}"));
            }
            catch (HttpRequestException)
            {
                return null;
            }
        }

        public Task UntilAsync(string tag, HttpStatusCode status, string text) => HostedMember.UntilAsync(
            $"{tag} is {status}: {text}",
            async () => await HealthAsync(tag) is { } answer && answer.Status == status
                && answer.Text.Contains(text, StringComparison.Ordinal),
            async () => $"{await HealthAsync(tag)}\n{Said}");
    }
}
