using Akka.Actor;

namespace Delight.Simulation.Cluster.Programs;

/// <summary>A singleton without work.</summary>
public sealed class Idler : UntypedActor
{
    protected override void OnReceive(object message) => Unhandled(message);
}
