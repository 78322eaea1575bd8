using Delight.Simulation.Network;

namespace Delight.Simulation.Faults;

/// <summary>One line of a plan: what goes wrong, where, when, and for how long.</summary>
/// <remarks>A fault at a time hits all of its targets at once; one that recurs hits one of them each time, drawn
/// evenly. Faults of links always concern the targets as one side.</remarks>
public sealed record Fault
{
    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>Names of nodes; for faults of actors their paths, such as <c>/user/shop/desk</c>.</summary>
    /// <value>At least one.</value>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>The nodes on the other side of links.</summary>
    /// <value>Default: all other nodes.</value>
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

    /// <summary>No recurring fault of this line begins at or after this time. Ignored without
    /// <see cref="Every"/>.</summary>
    /// <value>At least 0. Default null: only the horizon of the schedule bounds it.</value>
    public TimeSpan? Until { get; init; }

    /// <summary>How long it lasts; ignored for <see cref="FaultKind.CrashActor"/>.</summary>
    /// <value>Above 0 otherwise.</value>
    public TimeSpan Lasts { get; init; }

    /// <summary>How many times as long work takes; only for slowness. Faults at the same time multiply.</summary>
    /// <value>Above 0. Default 1.</value>
    public double Factor { get; init; } = 1;

    /// <summary>What changes of the links; only for <see cref="FaultKind.Degrade"/>. Changes at the same time apply one
    /// after the other, in the order of their beginnings.</summary>
    /// <value>Default: nothing.</value>
    public LinkChange Change { get; init; } = new();

    /// <summary>True for faults of single actors, whose targets are paths.</summary>
    public bool IsOfActors => Kind is FaultKind.CrashActor or FaultKind.PauseActor or FaultKind.SlowActor;

    /// <summary>True for faults of links, which concern all targets as one side.</summary>
    public bool IsOfLinks => Kind is FaultKind.Cut or FaultKind.Degrade;

    /// <summary>Checks the ranges that the properties state.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal void Validate()
    {
        if (Targets.Count == 0)
        {
            throw new ArgumentException($"a {Kind} has no targets; it needs at least one. Name a node or an actor.");
        }

        Require.NotNegative(At, nameof(At));
        if (Every is { } mean)
        {
            Require.Positive(mean, nameof(Every));
        }

        Require.NotNegative(Until ?? TimeSpan.Zero, nameof(Until));
        if (Kind != FaultKind.CrashActor)
        {
            Require.Positive(Lasts, nameof(Lasts));
        }

        Change.Validate();
    }
}

/// <summary>Which of the links between a fault's targets and the other side it concerns.</summary>
public enum FaultDirection
{
    /// <summary>Both ways.</summary>
    Both,

    /// <summary>What the targets send.</summary>
    Outgoing,

    /// <summary>What is sent to the targets.</summary>
    Incoming,
}
