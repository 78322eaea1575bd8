using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Delight.Simulation.Asks;
using Delight.Simulation.Dispatch;

namespace Delight.Simulation.Cluster.Systems;

/// <summary>The provider of Akka.Cluster, but for the temporary actors of Ask, whose replies are events of the
/// simulation.</summary>
/// <remarks>Akka.NET makes it by its name in the configuration.</remarks>
internal sealed class SimulatedClusterProvider(string systemName, Settings settings, EventStream eventStream)
    : ClusterActorRefProvider(systemName, settings, eventStream), IActorRefProvider
{
    private readonly IActorHost _host = PartRegistry.Find<SystemHome>(settings.Config);

    FutureActorRef<T> IActorRefProvider.CreateFutureRef<T>(TaskCompletionSource<T> tcs) =>
        _host.CreateFutureRef(tcs, TempPath(), this);
}
