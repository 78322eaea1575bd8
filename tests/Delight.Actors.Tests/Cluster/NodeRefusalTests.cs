using System.Text.Json.Nodes;

namespace Delight.Actors.Tests.Cluster;

/// <summary>Nodes that are not let in, and nodes whose messages do not come through.</summary>
public sealed class NodeRefusalTests
{
    [Fact]
    public async Task Node_ThatIsRefused_LeavesInOrderAndHoldsNobodyUp()
    {
        await using ClusterRun run = new();
        HostMember head = await run.HeadAsync();
        HostMember stranger = run.Node("--secret-file", run.File("other", "another secret of a test"));
        Assert.Equal(2, await run.ExitCodeAsync(stranger));
        Assert.Contains("it does not know the secret. Give both the same", stranger.Error, StringComparison.Ordinal);
        run.Node();
        await run.EndAsync(head, 100);
        Assert.Equal((1, 1), (run.Count("node-refused"), run.Count("node-joined")));
        Assert.Equal((0, 0), (run.Count("member-unreachable"), run.Count("member-downed")));
    }

    [Fact]
    public async Task Node_WhoseMessagesAreTooLarge_SaysSoAndWhatToDo()
    {
        JsonNode scenario = JsonNode.Parse(ClusterRun.BanditText)!;
        scenario["learner"]!["rowsInFlightMax"] = 8000;
        scenario["learner"]!["stalenessMax"] = null;
        scenario["workers"]![0]!["rowsPerRequest"] = 2000;
        await using ClusterRun run = new()
        {
            Scenario = scenario.ToJsonString(), Hocon = "akka.remote.dot-netty.tcp.maximum-frame-size = 32000b",
        };
        await run.HeadAsync();
        HostMember node = run.Node();
        await run.UntilAsync("the node says that its messages are too large", () =>
            node.Error.Contains("message-too-large", StringComparison.Ordinal));
        Assert.Contains("Raise akka.remote.dot-netty.tcp.maximum-frame-size", node.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", node.Error, StringComparison.Ordinal);
    }
}
