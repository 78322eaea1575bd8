using System.Net;
using Delight.Hosting.Health;

namespace Delight.Hosting.Tests;

/// <summary>What the health endpoints of an application answer.</summary>
public sealed class HealthTests
{
    private const string HasNotJoined = "the head has not let this node in";

    [Fact]
    public async Task Head_BeforeWithAndAfterItsNode_IsReadyWithTheNodeOnly()
    {
        int port = TinyTraining.FreePort();
        DelightHead head = TinyTraining.Head(port, TinyTraining.Plan(steps: 10_000_000));
        await using HostedMember headHost = await HostedMember.StartAsync(akka => akka.WithDelightHead(head));
        Assert.Equal((HttpStatusCode.OK, "the actor system runs"), await headHost.HealthAsync("live"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "no node has joined"), await headHost.HealthAsync("ready"));
        HostedMember node = await HostedMember.StartAsync(akka => akka.WithDelightNode(TinyTraining.Node(port)));
        await using (node)
        {
            await HostedMember.UntilAsync(
                "the head is ready", async () => (await headHost.HealthAsync("ready")).Status == HttpStatusCode.OK,
                async () => $"{await headHost.HealthAsync("ready")}\n{headHost.Log}");
            Assert.StartsWith(
                "1 nodes, 2 workers, update ", (await headHost.HealthAsync("ready")).Text, StringComparison.Ordinal);
        }

        await headHost.UntilAsync("ready", HttpStatusCode.ServiceUnavailable, "no node has joined");
        Assert.Equal(HttpStatusCode.OK, (await headHost.HealthAsync("live")).Status);
    }

    [Fact]
    public async Task Node_BeforeWithAndAfterItsHead_IsReadyWithTheHeadOnly()
    {
        int port = TinyTraining.FreePort();
        DelightNode node = new(TinyTraining.Node(port)) { Hocon = TinyTraining.Fast };
        await using HostedMember nodeHost = await HostedMember.StartAsync(akka => akka.WithDelightNode(node));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HasNotJoined), await nodeHost.HealthAsync("ready"));
        Assert.Equal((HttpStatusCode.OK, "the actor system runs"), await nodeHost.HealthAsync("live"));
        DelightHead head = TinyTraining.Head(port, TinyTraining.Plan(steps: 10_000_000));
        await using (await HostedMember.StartAsync(akka => akka.WithDelightHead(head)))
        {
            await nodeHost.UntilAsync(
                "ready", HttpStatusCode.OK, "the head has let this node in, and it has a policy");
        }

        await node.Completion.WaitAsync(HostedMember.Patience);
        Assert.Contains(
            node.Status.Ready.Description, (string[])["the head is lost", "the actor system has ended"]);
    }

    [Fact]
    public void Status_OfAMemberThatHasNotStarted_IsNeitherAliveNorReady()
    {
        MemberStatus status = new DelightNode(TinyTraining.Node(1)).Status;
        Assert.Equal(
            ("the actor system has not started", "the actor system has not started"),
            (status.Alive.Description, status.Ready.Description));
    }
}
