using Akka.Actor;
using Delight.Simulation.Nodes;

namespace Delight.Simulation.Cluster.Systems;

/// <summary>A node that is a whole actor system.</summary>
/// <param name="name">Its name, and its host where the configuration names none.</param>
/// <param name="hocon">Its configuration beside that of all systems.</param>
/// <param name="start">Its program: called whenever the system has started; may be null.</param>
/// <param name="isReliable">Never crashes, and its links lose nothing.</param>
internal sealed class SystemNode(string name, string hocon, Action<ActorSystem>? start, bool isReliable)
    : SimulatedNode(name, Akka.Actor.Props.None, isReliable)
{
    public string Hocon => hocon;

    public Action<ActorSystem>? Program => start;

    public string Host { get; set; } = name;

    public int Port { get; set; }

    /// <summary>The present life, or the last one.</summary>
    public ClusterHome? Life { get; set; }

    /// <summary>How often it was started.</summary>
    public int Lives { get; set; }

    /// <summary>True where the last life ended by itself: it left the cluster, or was downed.</summary>
    public bool HasEnded { get; set; }

    /// <inheritdoc/>
    public override bool IsSystem => true;
}
