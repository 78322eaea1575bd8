using Akka.Actor;
using Akka.Event;
using Delight.Simulation.Asks;
using Delight.Simulation.Dispatch;

namespace Delight.Simulation.Live;

/// <summary>The provider of a live system.</summary>
internal sealed class LiveActorRefProvider : LocalProviderWithReplies
{
    private readonly LiveFrictions _frictions;

    /// <summary>Called by Akka.NET.</summary>
    public LiveActorRefProvider(string systemName, Settings settings, EventStream eventStream)
        : base(systemName, settings, eventStream) => _frictions = PartRegistry.Find<LiveFrictions>(settings.Config);

    public override FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) =>
        new LiveFutureRef<T>(tcs, TempPath(), this, _frictions);

    /// <inheritdoc/>
    protected override void Join(ActorPath path) => _frictions.Join(path);
}
