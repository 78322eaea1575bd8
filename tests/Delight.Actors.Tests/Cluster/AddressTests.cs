using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Delight.Actors.Tests.Cluster;

/// <summary>A head and a node that name this machine in different words: they find each other, without a
/// complaint.</summary>
[Collection("Processes")]
[Trait("Category", "Processes")]
public sealed class AddressTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(58);

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

    [HostTheory]
    [InlineData("localhost", "127.0.0.1")]
    [InlineData("127.0.0.1", "localhost")]
    [InlineData("MACHINE", "127.0.0.1")]
    [InlineData("127.0.0.1", "MACHINE")]
    [InlineData("[::1]", "[::1]", "::1")]
    public async Task HeadAndNode_InAnyWordsForThisMachine_TrainTogether(
        string listen, string seed, string? host = null)
    {
        using ClusterRun run = new(Patience);
        HostProcess head = run.HeadAt(At(listen, run.Port), "--out", run.Record, "--steps", "40");
        run.NodeAt(At(seed, run.Port), 2, host is null ? [] : ["--host", host]);
        await run.FinishAsync(head, 40, errorMax: 1);
        Assert.Equal((0, 0), (run.Count("message-dropped"), run.Count("akka-")));
    }

    [HostFact]
    public async Task Head_AtAllAddressesWithAPublicName_IsFoundByItsName()
    {
        using ClusterRun run = new(Patience);
        HostProcess head = run.HeadAt(
            At("0.0.0.0", run.Port), "--public-host", MachineName, "--out", run.Record, "--steps", "40");
        run.NodeAt(At(MachineName, run.Port), 2);
        await run.FinishAsync(head, 40, errorMax: 1);
        Assert.Equal(1, run.Count("node-joined"));
    }

    private static string At(string host, int port) => string.Create(
        CultureInfo.InvariantCulture, $"{host.Replace("MACHINE", MachineName, StringComparison.Ordinal)}:{port}");
}
