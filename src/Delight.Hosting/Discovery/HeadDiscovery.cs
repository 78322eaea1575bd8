using System.Globalization;
using Akka.Actor;
using Akka.Discovery;
using Delight.Actors.Cluster;
using Delight.Actors.Recording;
using Delight.Simulation;
using AkkaDiscovery = Akka.Discovery.Discovery;

namespace Delight.Hosting.Discovery;

/// <summary>Finds seeds by the name of a service.</summary>
/// <param name="service">Whom to look for.</param>
/// <param name="system">Of the node; its configuration names the method.</param>
internal sealed class HeadDiscovery(HeadService service, ActorSystem system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(15);

    /// <summary>Looks until the service has an address.</summary>
    /// <param name="time">For the pauses.</param>
    /// <param name="write">Hears of each look that found nothing.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>All addresses of the service; at least one.</returns>
    public async Task<IReadOnlyList<Endpoint>> FindAsync(
        TimeProvider time, Action<RunEvent> write, CancellationToken cancellation)
    {
        TimeSpan pause = PauseMin, began = system.Scheduler.HighResMonotonicClock;
        while (true)
        {
            (IReadOnlyList<Endpoint> found, string problem) =
                await LookAsync().WaitAsync(cancellation).ConfigureAwait(false);
            if (found.Count > 0)
            {
                return found;
            }

            write(new RunEvent(
                system.Scheduler.HighResMonotonicClock - began, "head-unknown", service.Name,
                string.Create(CultureInfo.InvariantCulture, $"{problem}; looks again in {DurationWords.Of(pause)}")));
            await Task.Delay(pause, time, cancellation).ConfigureAwait(false);
            pause = pause + pause < PauseMax ? pause + pause : PauseMax;
        }
    }

    private async Task<(IReadOnlyList<Endpoint> Found, string Problem)> LookAsync()
    {
        try
        {
            ServiceDiscovery.Resolved resolved = await AkkaDiscovery.Get(system).Default
                .Lookup(service.Name, Patience).ConfigureAwait(false);
            Endpoint[] found =
            [
                .. resolved.Addresses.Select(
                    target => new Endpoint(Endpoint.Canonical(target.Host), target.Port ?? service.Port)),
            ];
            return (found, "the service has no address");
        }
        catch (Exception failure) when (failure is not ArgumentException) // a wrong method ends the node
        {
            return ([], failure.GetBaseException().Message.ReplaceLineEndings(" ").TrimEnd('.'));
        }
    }
}
