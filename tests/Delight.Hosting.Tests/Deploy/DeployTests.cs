using System.CommandLine;
using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Configuration;
using Delight.Experiments.Cluster;
using Delight.Host.CommandLine;
using YamlDotNet.RepresentationModel;

namespace Delight.Hosting.Tests.Deploy;

/// <summary>What can be checked of <c>deploy/</c> without Docker and without a cluster.</summary>
public sealed partial class DeployTests
{
    private const string Image = "delight:latest";

    /// <summary>Each command line: its file, and its words.</summary>
    public static TheoryData<string, string[]> Commands
    {
        get
        {
            TheoryData<string, string[]> commands = [];
            foreach ((string name, YamlMappingNode service) in Members)
            {
                commands.Add($"compose.yaml {name}", service.Texts("command"));
            }

            foreach ((_, YamlMappingNode container) in DeployFolder.Pods)
            {
                commands.Add($"kubernetes {container.Text("name")}", [.. container.Texts("args").Select(Expanded)]);
            }

            return commands;
        }
    }

    private static IEnumerable<KeyValuePair<string, YamlMappingNode>> Members =>
        DeployFolder.Services.Where(service => service.Value.Text("image") == Image);

    [Fact]
    public void Files_OfTheFolder_AreThose()
    {
        Assert.Equal(
            ["compose.yaml", "kubernetes/head.yaml", "kubernetes/kustomization.yaml", "kubernetes/nodes.yaml",
                "kubernetes/secret.yaml"],
            DeployFolder.All.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(4, Members.Count());
        Assert.Equal(2, DeployFolder.Pods.Count());
        Assert.Equal(
            DeployFolder.All.Keys.Where(file => file.StartsWith("kubernetes/", StringComparison.Ordinal))
                .Select(file => file["kubernetes/".Length..]).Where(file => file != "kustomization.yaml").Order(),
            DeployFolder.All["kubernetes/kustomization.yaml"].Single().Texts("resources").Order());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_OfAMember_IsAcceptedByTheParser(string place, string[] words)
    {
        HostContext context = new() { Output = TextWriter.Null, Error = TextWriter.Null };
        ParseResult parsed = HostCommand.CreateRoot(context).Parse(words);
        Assert.True(parsed.Errors.Count == 0, $"{place}: {string.Join("; ", parsed.Errors)}");
        Assert.Empty(parsed.UnmatchedTokens);
        foreach (string option in (string[])["--listen", "--seed-node", "--health"])
        {
            if (words.Contains(option))
            {
                ClusterArguments.Endpoint(option, After(words, option));
            }
        }

        if (words[0] == "run")
        {
            Assert.True(File.Exists(Path.Combine(DeployFolder.Root, words[1])), words[1]);
        }
    }

    [Fact]
    public void Addresses_OfHeadNodesProbesAndServices_Agree()
    {
        YamlMappingNode service = DeployFolder.Resource("Service", "delight-head");
        YamlMappingNode set = DeployFolder.Resource("StatefulSet", "delight-head");
        (_, YamlMappingNode head) = DeployFolder.Pods.Single(pod => pod.Container.Text("name") == "head");
        (_, YamlMappingNode node) = DeployFolder.Pods.Single(pod => pod.Container.Text("name") == "node");
        string listens = After(head.Texts("args"), "--listen");
        Assert.Equal("$(POD_IP):4053", listens);
        Assert.Equal(
            $"{set.Text("metadata.name")}-0.{service.Text("metadata.name")}:4053",
            After(node.Texts("args"), "--seed-node"));
        Assert.All((YamlMappingNode[])[head, node], container => Assert.Equal(
            ("POD_IP", "status.podIP"),
            (container.List("env").Single().Text("name"),
                container.List("env").Single().Text("valueFrom.fieldRef.fieldPath"))));
        Assert.Equal(service.Text("metadata.name"), set.Text("spec.serviceName"));
        Assert.Equal(("None", "true"), (service.Text("spec.clusterIP"), service.Text("spec.publishNotReadyAddresses")));
        Assert.All(service.List("spec.ports"), port =>
        {
            Assert.Equal(PortOf(head, port.Text("targetPort")!), port.Number("port"));
        });
        Assert.Equal(4053, PortOf(head, "akka"));
        Assert.All((YamlMappingNode[])[head, node], container =>
        {
            Assert.EndsWith(
                $":{PortOf(container, "health")}", After(container.Texts("args"), "--health"),
                StringComparison.Ordinal);
            Assert.Equal(
                ("/health/live", "health", "/health/ready", "health"),
                (container.Text("livenessProbe.httpGet.path"), container.Text("livenessProbe.httpGet.port"),
                    container.Text("readinessProbe.httpGet.path"), container.Text("readinessProbe.httpGet.port")));
        });
        Assert.All(
            Members.Where(member => member.Key != "head"),
            member => Assert.Equal(
                After(DeployFolder.Services["head"].Texts("command"), "--listen"),
                After(member.Value.Texts("command"), "--seed-node")));
        Assert.All(
            Members.Where(member => member.Key != "head"),
            member => Assert.Equal(member.Key, After(member.Value.Texts("command"), "--host")));
    }

    [Fact]
    public void Selectors_OfServicesAndSets_MatchTheirPods() => Assert.All(
        DeployFolder.Resources.Where(resource => resource.Find("spec.template") is not null),
        resource =>
        {
            Assert.Equal(resource.Find("spec.selector.matchLabels"), resource.Find("spec.template.metadata.labels"));
            Assert.Equal(resource.Find("metadata.labels"), resource.Find("spec.template.metadata.labels"));
        });

    [Fact]
    public void Pods_OfEachMember_HaveSecretLimitsAndTheOneImage() => Assert.All(DeployFolder.Pods, found =>
    {
        (YamlMappingNode pod, YamlMappingNode container) = found;
        string secret = container.List("envFrom").Single().Text("secretRef.name")!;
        string value = DeployFolder.Resource("Secret", secret).Text("stringData.DELIGHT_SECRET")!;
        Assert.True(value.Length >= 16);
        Assert.Equal((Image, "true"), (container.Text("image"), pod.Text("securityContext.runAsNonRoot")));
        Assert.NotNull(container.Text("resources.limits.memory"));
        Assert.NotNull(container.Text("resources.limits.cpu"));
        Assert.Contains($"-t {Image}", DeployFolder.Text("Dockerfile"), StringComparison.Ordinal);
    });

    [Fact]
    public void GracePeriod_OfEveryMember_IsLongerThanAllPhasesOfAnOrderlyLeave()
    {
        using ActorSystem system = ActorSystem.Create("phases", "akka.actor.provider = cluster\nakka.loglevel = OFF");
        Config phases = system.Settings.Config.GetConfig("akka.coordinated-shutdown");
        TimeSpan usual = phases.GetTimeSpan("default-phase-timeout");
        TimeSpan all = phases.GetConfig("phases").AsEnumerable()
            .Select(phase => phases.GetTimeSpan($"phases.{phase.Key}.timeout", usual))
            .Aggregate(TimeSpan.Zero, (sum, phase) => sum + phase);
        Assert.InRange(all, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(80));
        Assert.All(DeployFolder.Pods, pod => Assert.True(
            pod.Pod.Number("terminationGracePeriodSeconds") > all.TotalSeconds));
        Assert.All(Members, member => Assert.Equal("90s", member.Value.Text("stop_grace_period")));
    }

    [Fact]
    public void Sources_ThatTheImageIsMadeFrom_Exist()
    {
        string[] sources =
        [
            .. CopyLines().Matches(DeployFolder.Text("Dockerfile")).SelectMany(
                line => line.Groups["files"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..^1]),
        ];
        Assert.Contains("src/", sources);
        Assert.All(sources, source => Assert.True(Path.Exists(Path.Combine(DeployFolder.Root, source)), source));
        YamlNode build = Members.First().Value.Find("build")!;
        Assert.True(File.Exists(Path.Combine(DeployFolder.Folder, build.Text("context")!, build.Text("dockerfile")!)));
    }

    [Fact]
    public void Compose_ItsMembers_SendTelemetryToTheDashboardAndNeedTheSecret() => Assert.All(Members, member =>
    {
        Uri receiver = new(member.Value.Text("environment.OTEL_EXPORTER_OTLP_ENDPOINT")!);
        Assert.Contains(receiver.Host, DeployFolder.Services.Keys);
        Assert.StartsWith(
            $"${{{ClusterSecret.Variable}:?", member.Value.Text("environment.DELIGHT_SECRET"),
            StringComparison.Ordinal);
    });

    /// <summary>As Kubernetes puts in the address of a pod.</summary>
    private static string Expanded(string word) => word.Replace("$(POD_IP)", "10.0.0.7", StringComparison.Ordinal);

    private static string After(string[] words, string option) => words[Array.IndexOf(words, option) + 1];

    private static int PortOf(YamlMappingNode container, string name) =>
        container.List("ports").Single(port => port.Text("name") == name).Number("containerPort");

    [GeneratedRegex("^COPY (?!--from)(?<files>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex CopyLines();
}
