using System.Globalization;
using Akka.Actor;
using Akka.Discovery;
using Delight.Actors.Cluster;
using Delight.Actors.Recording;
using AkkaCluster = Akka.Cluster.Cluster;
using AkkaDiscovery = Akka.Discovery.Discovery;

namespace Delight.Hosting.Discovery;

/// <summary>Finds the head by the name of its service, and joins its cluster.</summary>
/// <param name="service">Whom to look for.</param>
/// <param name="system">Of the node; it was told no seed node.</param>
internal sealed class HeadDiscovery(HeadService service, ActorSystem system)
{
    /// <summary>The system must not join anybody before the look-up, in HOCON.</summary>
    public const string WithoutSeeds = "akka.cluster.seed-nodes = []\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(15);

    /// <summary>Looks until the service has an address, and joins the first one.</summary>
    /// <param name="node">Options of the node.</param>
    /// <param name="hocon">Its configuration file.</param>
    /// <param name="write">Hears of each look that found nothing.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The options with the address that was found.</returns>
    public async Task<NodeOptions> JoinAsync(
        NodeOptions node, string hocon, Action<RunEvent> write, CancellationToken cancellation)
    {
        TimeSpan pause = PauseMin, began = system.Scheduler.HighResMonotonicClock;
        while (true)
        {
            (string? host, int port, string problem) = await LookAsync().WaitAsync(cancellation).ConfigureAwait(false);
            if (host is not null)
            {
                NodeOptions found = node with { SeedHost = host, SeedPort = port };
                AkkaCluster.Get(system).JoinSeedNodes([Address.Parse(ClusterSettings.AddressOf(found, hocon))]);
                return found;
            }

            write(new RunEvent(
                system.Scheduler.HighResMonotonicClock - began, "head-unknown", service.Name,
                string.Create(CultureInfo.InvariantCulture, $"{problem}; looks again in {pause.TotalSeconds} s")));
            await Task.Delay(pause, node.Time, cancellation).ConfigureAwait(false);
            pause = pause + pause < PauseMax ? pause + pause : PauseMax;
        }
    }

    private async Task<(string? Host, int Port, string Problem)> LookAsync()
    {
        try
        {
            ServiceDiscovery.Resolved resolved = await AkkaDiscovery.Get(system).Default
                .Lookup(service.Name, Patience).ConfigureAwait(false);
            return resolved.Addresses.Count == 0
                ? (null, 0, "the service has no address")
                : (resolved.Addresses[0].Host, resolved.Addresses[0].Port ?? service.Port, string.Empty);
        }
        catch (Exception failure) when (failure is not ArgumentException) // a wrong method ends the node
        {
            return (null, 0, failure.GetBaseException().Message.ReplaceLineEndings(" ").TrimEnd('.'));
        }
    }
}
