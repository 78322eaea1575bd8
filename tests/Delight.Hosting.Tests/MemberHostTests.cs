using System.Globalization;
using Delight.Actors.Configuration;
using Delight.Experiments.Cluster;

namespace Delight.Hosting.Tests;

/// <summary>The host that the command line makes for one life of a member.</summary>
public sealed class MemberHostTests
{
    [Fact]
    public async Task Head_AtAnAddressThatIsInUse_IsRefusedInOneLine()
    {
        int port = TinyTraining.FreePort();
        DelightHead first = TinyTraining.Head(port, TinyTraining.Plan(10)),
            second = TinyTraining.Head(port, TinyTraining.Plan(10));
        await using MemberHost host = await MemberHost.StartAsync(akka => akka.WithDelightHead(first));
        SystemStartException refused = await Assert.ThrowsAsync<SystemStartException>(
            () => MemberHost.StartAsync(akka => akka.WithDelightHead(second)));
        Assert.Equal(
            string.Create(
                CultureInfo.InvariantCulture,
                $"127.0.0.1:{port} is in use by another process. End it, or choose another port."), refused.Message);
    }
}
