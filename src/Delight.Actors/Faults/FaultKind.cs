namespace Delight.Actors.Faults;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>A node dies and comes back.</summary>
    CrashNode,

    /// <summary>An actor throws; its supervision decides what follows.</summary>
    CrashActor,

    /// <summary>Nothing goes on on a node for a while.</summary>
    PauseNode,

    /// <summary>Nothing goes on in an actor for a while.</summary>
    PauseActor,

    /// <summary>Work on a node takes longer for a while.</summary>
    SlowNode,

    /// <summary>Work of an actor takes longer for a while.</summary>
    SlowActor,

    /// <summary>Links are cut for a while.</summary>
    Partition,

    /// <summary>Links are worse for a while.</summary>
    DegradeLink,
}
