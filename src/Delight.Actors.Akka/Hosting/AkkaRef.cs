using Akka.Actor;
using Delight.Actors.Port;

namespace Delight.Actors.Akka.Hosting;

/// <summary>An address behind which there is an Akka actor, here or elsewhere.</summary>
/// <param name="node">The node it lives on.</param>
/// <param name="path">Its place under its parents.</param>
internal abstract class AkkaRef(string node, string path) : ActorRef(node, path)
{
    /// <summary>The Akka actor.</summary>
    public abstract IActorRef Target { get; }
}
