using System.Text.Json.Serialization;

namespace Delight.Simulation.Faults;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>A node dies and comes back.</summary>
    CrashNode,

    /// <summary>An actor fails; its supervisor decides what follows.</summary>
    CrashActor,

    /// <summary>Nothing happens on a node for a while.</summary>
    PauseNode,

    /// <summary>Nothing happens in an actor for a while.</summary>
    PauseActor,

    /// <summary>Work on a node takes longer for a while.</summary>
    SlowNode,

    /// <summary>Work of an actor takes longer for a while.</summary>
    SlowActor,

    /// <summary>Links are cut for a while.</summary>
    [JsonStringEnumMemberName("partition")]
    Cut,

    /// <summary>Links have another quality for a while.</summary>
    [JsonStringEnumMemberName("degrade-link")]
    Degrade,
}
