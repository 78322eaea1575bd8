using Akka.Actor;
using Delight.Simulation.Nodes;

namespace Delight.Simulation.Dispatch;

/// <summary>What the simulation knows of one actor.</summary>
/// <remarks>With the default mailboxes the actor's queue is this object (<see cref="SimulatedMailbox"/>), so it is
/// found without a look-up.</remarks>
internal class SimulatedCell
{
    /// <summary>Set when the actor starts.</summary>
    public ActorCell? Cell { get; set; }

    public required SimulatedNode? Node { get; init; }

    /// <summary>Hash of its path, without address and uid.</summary>
    public required ulong PathHash { get; init; }

    /// <summary>True where what it sends in one turn leaves at the end of it, in the order of the receivers.</summary>
    public bool OrdersSends { get; init; }

    /// <summary>What runs around its turns; null: nothing.</summary>
    public ITurnHook? Hook { get; set; }

    /// <summary>True once its system has crashed: it has no turns and gets no messages.</summary>
    public bool IsGone { get; set; }

    /// <summary>How many actors were made before it.</summary>
    public required int Index { get; init; }

    /// <summary>True where what it receives enters the digest.</summary>
    public required bool IsDigested { get; init; }

    /// <summary>No turn before this time, since it works.</summary>
    public long BusyUntil { get; set; }

    /// <summary>True while its turn waits for the end of its work.</summary>
    public bool IsTurnDelayed { get; set; }

    /// <summary>What it has sent and what leaves at the end of its work; null until it works.</summary>
    public Outbox? Outbox { get; set; }

    /// <summary>Pause and slowness of this actor alone; null until it has any.</summary>
    public CellFaults? Faults { get; set; }

    /// <summary>The loop that tells the observer of this actor; null where nobody wants to know.</summary>
    public SimulationLoop? Teller { get; init; }

    /// <summary>The message that it is at, where an observer wants to know; null between two turns.</summary>
    public object? Taken { get; set; }

    /// <summary>Its place among the cells of its node.</summary>
    public LinkedListNode<SimulatedCell>? Place { get; set; }

    /// <summary>True for a test actor that takes the links of a node and is none of its actors.</summary>
    public bool IsProbe => Node is { } node && Place is { } place && place.List != node.Cells;

    /// <summary>True while the actor or its node is paused.</summary>
    public bool IsPaused => Node is { IsPaused: true } || Faults is { IsPaused: true };

    public double Slowness => (Node?.Slowness ?? 1) * (Faults?.Slowness ?? 1);
}

/// <summary>Faults of a single actor.</summary>
internal sealed class CellFaults
{
    public bool IsPaused { get; set; }

    public long PausedSince { get; set; }

    /// <summary>When a pause began that has ended while the node's went on; the node's end counts from then.</summary>
    public long CarriedSince { get; set; } = long.MaxValue;

    public double Slowness { get; set; } = 1;

    /// <summary>The instance that the simulation crashed last.</summary>
    public ActorBase? Crashed { get; set; }

    /// <summary>The turn that waits for the end of the pause.</summary>
    public List<Time.QueuedEvent> Held { get; } = [];
}
