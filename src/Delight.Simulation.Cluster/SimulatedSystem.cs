using Akka.Actor;
using Delight.Simulation.Cluster.Systems;

namespace Delight.Simulation.Cluster;

/// <summary>A node of a <see cref="ClusterSimulation"/>: an actor system that starts, crashes and starts
/// again.</summary>
public sealed class SimulatedSystem
{
    private readonly ClusterSimulation _simulation;

    internal SimulatedSystem(ClusterSimulation simulation, SystemNode node) => (_simulation, Node) = (simulation, node);

    /// <summary>Name of the node.</summary>
    public string Name => Node.Name;

    /// <summary>Its address in the present or the last life, such as <c>akka.tcp://simulation@a:2552</c>.</summary>
    public Address Address => new("akka.tcp", _simulation.Options.SystemName, Node.Host, Node.Port);

    /// <summary>The actor system of the present life.</summary>
    /// <exception cref="InvalidOperationException">The node is down.</exception>
    public ActorSystem System => Node is { IsDown: false, Life.System: { } system }
        ? system
        : throw new InvalidOperationException(
            $"node '{Name}' is down, so it has no system. Restart it before, or ask IsDown.");

    /// <summary>True while it has no system: it crashed, or it ended by itself.</summary>
    public bool IsDown => Node.IsDown;

    /// <summary>True where it is down because it ended by itself: it left the cluster, it was downed, or its
    /// application shut it down.</summary>
    public bool HasEnded => Node is { IsDown: true, HasEnded: true };

    /// <summary>How often it has started.</summary>
    public int Lives => Node.Lives;

    internal SystemNode Node { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} at {Address}{(IsDown ? ", down" : string.Empty)}";
}
