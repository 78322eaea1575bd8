namespace Delight.Actors.Port;

/// <summary>How to make an actor, where it lives, and how its parent treats it.</summary>
public sealed record ActorSpec
{
    /// <summary>Makes a fresh instance, at the start and at every restart.</summary>
    public required Func<IActor> Create { get; init; }

    /// <summary>The node to live on.</summary>
    /// <value>Default null: the parent's node.</value>
    public string? Node { get; init; }

    /// <summary>What the parent does when the actor fails.</summary>
    public SupervisionOptions Supervision { get; init; } = new();

    /// <summary>The bound of its mailbox.</summary>
    public MailboxOptions Mailbox { get; init; } = new();

    /// <summary>Checks the ranges that the options state.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Mailbox.ItemsMax, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Supervision.RestartsMax);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Supervision.Window, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(Supervision.BackoffMin, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(Supervision.BackoffMax, Supervision.BackoffMin);
    }
}
