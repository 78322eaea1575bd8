using Akka.Actor;
using Akka.Event;
using Delight.Simulation.Dispatch;

namespace Delight.Simulation.Asks;

/// <summary>The provider of a simulated system.</summary>
internal sealed class SimulatedActorRefProvider : LocalProviderWithReplies
{
    private readonly SimulationLoop _loop;

    /// <summary>Called by Akka.NET.</summary>
    public SimulatedActorRefProvider(string systemName, Settings settings, EventStream eventStream)
        : base(systemName, settings, eventStream) => _loop = PartRegistry.Find<SimulationLoop>(settings.Config);

    public override FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) =>
        new SimulatedFutureRef<T>(tcs, TempPath(), this, _loop);

    /// <inheritdoc/>
    protected override void Join(ActorPath path) => _loop.Join(path);
}
