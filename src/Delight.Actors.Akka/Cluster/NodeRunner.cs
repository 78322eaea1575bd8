using System.Globalization;
using Delight.Actors.Akka.Hosting;
using Delight.Actors.Coordination;
using Delight.Actors.Port;
using Delight.Actors.Recording;

namespace Delight.Actors.Akka.Cluster;

/// <summary>Runs a node of a cluster for as long as the process lives: an actor system that lost its head, or was
/// removed from the cluster, can never join again, so a new one takes its place.</summary>
/// <param name="node">Whom to join.</param>
/// <param name="hocon">Configuration file; may be empty.</param>
/// <param name="observer">Hears of joins and losses; may be null.</param>
internal sealed class NodeRunner(NodeOptions node, string hocon, IRuntimeObserver? observer)
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    /// <summary>Joins, works, and joins again, until cancelled or refused.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        TimeSpan pause = PauseMin;
        while (true)
        {
            TimeSpan lived = await RunOnceAsync(cancellation).ConfigureAwait(false);
            pause = lived > PauseMax || pause + pause > PauseMax ? PauseMin : pause + pause;
            observer?.Happened(new RunEvent(lived, "head-lost", "node", string.Create(
                CultureInfo.InvariantCulture,
                $"{node.SeedHost}:{node.SeedPort}; joins again in {pause.TotalSeconds} s")));
            await Task.Delay(pause, node.Time, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<TimeSpan> RunOnceAsync(CancellationToken cancellation)
    {
        AkkaRuntime runtime = new(new AkkaOptions
        {
            Seed = 0, Time = node.Time, Observer = observer, Hocon = hocon, IsOpen = true,
            Command = ClusterSettings.OfNode(node, hocon),
        });
        await using (runtime.ConfigureAwait(false))
        {
            string name = string.Create(
                CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}");
            runtime.Spawn("node", new ActorSpec
            {
                Create = () => new NodeAgent(runtime, node, name, ClusterSettings.RegistrarOf(node, hocon)),
                Supervision = SupervisionOptions.Escalating,
            });
            try
            {
                await runtime.RunAsync(cancellation).ConfigureAwait(false);
            }
            catch (ActorFailedException failure) when (failure.InnerException is NodeRefusedException refused)
            {
                throw new NodeRefusedException(refused.Message);
            }

            return runtime.Elapsed;
        }
    }
}
