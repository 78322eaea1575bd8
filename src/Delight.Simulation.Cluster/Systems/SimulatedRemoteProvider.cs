using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using Delight.Simulation.Asks;
using Delight.Simulation.Dispatch;

namespace Delight.Simulation.Cluster.Systems;

/// <summary>The same for Akka.Remote without a cluster.</summary>
/// <remarks>Akka.NET makes it by its name in the configuration.</remarks>
internal sealed class SimulatedRemoteProvider(string systemName, Settings settings, EventStream eventStream)
    : RemoteActorRefProvider(systemName, settings, eventStream), IActorRefProvider
{
    private readonly IActorHost _host = PartRegistry.Find<SystemHome>(settings.Config);

    FutureActorRef<T> IActorRefProvider.CreateFutureRef<T>(TaskCompletionSource<T> tcs) =>
        _host.CreateFutureRef(tcs, TempPath(), this);
}
