using Akka.Actor;
using Akka.Actor.Internal;
using Delight.Simulation.Dispatch;

namespace Delight.Simulation.Observing;

/// <summary>What an actor has put aside.</summary>
internal static class StashContent
{
    /// <summary>The stashed messages, oldest first; empty for an actor without a stash.</summary>
    public static IEnumerable<Envelope> Of(ActorBase? actor) => actor is IActorStash { Stash: AbstractStash stash }
        ? AkkaInternals.Stashed(stash)
        : [];
}
