using System.Globalization;

namespace Delight.Actors.Tests.Cluster;

/// <summary>Who says at which port a head or a node listens.</summary>
[Collection("Processes")]
[Trait("Category", "Processes")]
public sealed class NodePortTests
{
    private const string PortVariable = "DELIGHT_HOCON__AKKA__REMOTE__DOT_NETTY__TCP__PORT";

    [HostFact]
    public async Task Port_SetByCommandLineEnvironmentAndFile_FirstOfThemWins()
    {
        int ofEnvironment = ClusterRun.FreePort(), ofFile = ClusterRun.FreePort();
        await using ClusterRun run = new()
        {
            Hocon = string.Create(CultureInfo.InvariantCulture, $"akka.remote.dot-netty.tcp.port = {ofFile}"),
        };
        run.Variables[PortVariable] = ofEnvironment.ToString(CultureInfo.InvariantCulture);
        await run.HeadAsync(); // at the port of --listen, or nobody finds it
        run.NodeProcess();
        await run.UntilAsync("a node listens", () => run.Count("member-up", $"\"127.0.0.1:{ofEnvironment}\"") == 1);
        run.Node();
        await run.UntilAsync("another one does", () => run.Count("member-up", $"\"127.0.0.1:{ofFile}\"") == 1);
    }
}
