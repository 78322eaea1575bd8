using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Delight.Actors.Tests.Cluster;

/// <summary>A head and nodes that name this machine in different words: they find each other, without a
/// complaint.</summary>
public sealed class AddressTests
{
    /// <summary>The name of this machine; localhost where it has no address.</summary>
    private static string MachineName
    {
        get
        {
            try
            {
                bool isLoopback = Dns.GetHostAddresses(Dns.GetHostName()).Any(IPAddress.IsLoopback);
                return isLoopback ? Dns.GetHostName() : "localhost";
            }
            catch (SocketException)
            {
                return "localhost";
            }
        }
    }

    [Theory]
    [InlineData("localhost", "127.0.0.1")]
    [InlineData("127.0.0.1", "localhost", "MACHINE")]
    [InlineData("MACHINE", "127.0.0.1")]
    public Task HeadAndNodes_InAnyWordsForThisMachine_TrainTogether(string listen, params string[] seeds) =>
        TrainAsync(listen, [], seeds, []);

    [Fact]
    public Task HeadAndNode_ByIPv6_TrainTogether() => TrainAsync("[::1]", [], ["[::1]"], ["--host", "::1"]);

    [Fact]
    public Task Head_AtAllAddressesWithAPublicName_IsFoundByItsName() =>
        TrainAsync("0.0.0.0", ["--public-host", MachineName], ["MACHINE"], []);

    private static async Task TrainAsync(string listen, string[] ofHead, string[] seeds, string[] ofNodes)
    {
        await using ClusterRun run = new();
        HostMember head = run.HeadAt(At(listen, run.Port), ofHead);
        HostMember[] nodes = [.. seeds.Select(seed => run.NodeAt(At(seed, run.Port), ofNodes))];
        await run.UntilAsync("all nodes have joined", () => run.Count("node-joined") == nodes.Length);
        await run.UntilUpdateAsync(20);
        // A busy machine is late: a member that was silent for seconds is let in again, and what was under way is lost.
        int late = run.Count("akka-", "heartbeat was delayed");
        Assert.True(run.Count("akka-") == late, run.Everything());
        Assert.True(
            run.Count("message-dropped") == 0 || late + run.Count("member-unreachable") + run.Count("node-left") > 0,
            run.Everything());
        await run.EndAsync(head, 20);
    }

    private static string At(string host, int port) => string.Create(
        CultureInfo.InvariantCulture, $"{host.Replace("MACHINE", MachineName, StringComparison.Ordinal)}:{port}");
}
