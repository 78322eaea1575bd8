using Akka.Actor;
using Akka.Actor.Internal;
using Delight.Simulation.Dispatch;

namespace Delight.Simulation.Observing;

/// <summary>What an actor has put aside.</summary>
internal static class StashContent
{
    /// <summary>The stashed messages, oldest first; empty for an actor without a stash.</summary>
    public static IReadOnlyCollection<Envelope> Of(ActorBase? actor) => ListOf(actor) ?? [];

    /// <summary>The stash itself; null for an actor without one.</summary>
    public static LinkedList<Envelope>? ListOf(ActorBase? actor) =>
        actor is IActorStash { Stash: AbstractStash stash } ? AkkaInternals.Stashed(stash) : null;
}
