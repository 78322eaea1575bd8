namespace Delight.Actors.Faults;

/// <summary>One line of a fault plan: what goes wrong, where, when, and for how long.</summary>
/// <remarks>A fault at a time hits all of its targets at once; one that recurs hits one of them each time, drawn
/// evenly. Partitions and worse links always concern the targets as one side.</remarks>
public sealed record FaultOptions
{
    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>Nodes by their names; for faults of actors a role (<c>learner</c>), a pool, or one of its workers
    /// (<c>rollout/3</c>).</summary>
    /// <value>At least one.</value>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>The nodes on the other side of a partition or of links.</summary>
    /// <value>Default: all nodes of the plan but the targets.</value>
    public IReadOnlyList<string> Against { get; init; } = [];

    /// <summary>Which of those links.</summary>
    /// <value>Default both ways.</value>
    public FaultDirection Direction { get; init; }

    /// <summary>When it happens, or from when on it recurs.</summary>
    /// <value>At least 0. Default 0.</value>
    public TimeSpan At { get; init; }

    /// <summary>Mean time from one beginning to the next; exponential. Null: it happens once.</summary>
    /// <value>Above 0.</value>
    public TimeSpan? Every { get; init; }

    /// <summary>A recurring fault does not begin at or after this time; null: it recurs to the run's end.</summary>
    public TimeSpan? Until { get; init; }

    /// <summary>How long it lasts; ignored for <see cref="FaultKind.CrashActor"/>.</summary>
    /// <value>Above 0.</value>
    public TimeSpan Lasts { get; init; }

    /// <summary>How many times as long work takes; only for slowness. Faults at the same time multiply.</summary>
    /// <value>Above 0. Default 1.</value>
    public double Factor { get; init; } = 1;

    /// <summary>What becomes of the links; only for <see cref="FaultKind.DegradeLink"/>.</summary>
    public LinkChange Change { get; init; } = new();

    /// <summary>True for faults whose targets are actors; false for nodes.</summary>
    public bool IsOfActors => Kind is FaultKind.CrashActor or FaultKind.PauseActor or FaultKind.SlowActor;

    /// <summary>True for faults of links, which concern all targets as one side.</summary>
    public bool IsOfLinks => Kind is FaultKind.Partition or FaultKind.DegradeLink;
}
