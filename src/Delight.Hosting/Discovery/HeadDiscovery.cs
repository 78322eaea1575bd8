using System.Globalization;
using Akka.Actor;
using Akka.Discovery;
using Delight.Actors.Cluster;
using Delight.Actors.Recording;
using AkkaDiscovery = Akka.Discovery.Discovery;

namespace Delight.Hosting.Discovery;

/// <summary>Finds the head by the name of its service.</summary>
/// <param name="service">Whom to look for.</param>
/// <param name="system">Of the node.</param>
internal sealed class HeadDiscovery(HeadService service, ActorSystem system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(15);

    /// <summary>Looks until the service has addresses.</summary>
    /// <param name="node">Options of the node.</param>
    /// <param name="write">Hears of each look that found nothing.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The options with the addresses that were found.</returns>
    public async Task<NodeOptions> FindAsync(
        NodeOptions node, Action<RunEvent> write, CancellationToken cancellation)
    {
        TimeSpan pause = PauseMin, began = system.Scheduler.HighResMonotonicClock;
        while (true)
        {
            (IReadOnlyList<Endpoint> seeds, string problem) =
                await LookAsync().WaitAsync(cancellation).ConfigureAwait(false);
            if (seeds.Count > 0)
            {
                return node with { Seeds = seeds };
            }

            write(new RunEvent(
                system.Scheduler.HighResMonotonicClock - began, "head-unknown", service.Name,
                string.Create(CultureInfo.InvariantCulture, $"{problem}; looks again in {pause.TotalSeconds} s")));
            await Task.Delay(pause, node.Time, cancellation).ConfigureAwait(false);
            pause = pause + pause < PauseMax ? pause + pause : PauseMax;
        }
    }

    private async Task<(IReadOnlyList<Endpoint> Seeds, string Problem)> LookAsync()
    {
        try
        {
            ServiceDiscovery.Resolved resolved = await AkkaDiscovery.Get(system).Default
                .Lookup(service.Name, Patience).ConfigureAwait(false);
            return (
                [
                    .. resolved.Addresses.Select(address => new Endpoint(
                        Endpoint.Canonical(address.Host), address.Port ?? service.Port)),
                ],
                "the service has no address");
        }
        catch (Exception failure) when (failure is not ArgumentException) // a wrong method ends the node
        {
            return ([], failure.GetBaseException().Message.ReplaceLineEndings(" ").TrimEnd('.'));
        }
    }
}
