namespace Delight.Actors.Port;

/// <summary>How many messages may wait for an actor, and what happens to one too many. Overflow is counted, never
/// silent.</summary>
public sealed record MailboxOptions
{
    /// <summary>Messages that may wait.</summary>
    /// <value>At least 1. Default: no bound.</value>
    public int ItemsMax { get; init; } = int.MaxValue;

    /// <summary>What happens to one too many.</summary>
    /// <value>Default <see cref="MailboxOverflow.DropNewest"/>.</value>
    public MailboxOverflow Overflow { get; init; }
}
