using Akka.Actor;

namespace Delight.Actors.Akka.Hosting;

/// <summary>The address of an actor in another process. There is one object for each: compare them by
/// reference.</summary>
/// <param name="target">The Akka actor.</param>
internal sealed class RemoteRef(IActorRef target) : AkkaRef(
    $"{target.Path.Address.Host}-{target.Path.Address.Port}", target.Path.ToStringWithoutAddress())
{
    public override IActorRef Target { get; } = target;
}
