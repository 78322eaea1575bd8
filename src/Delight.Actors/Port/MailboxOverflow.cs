namespace Delight.Actors.Port;

/// <summary>What a full mailbox does with one message more.</summary>
public enum MailboxOverflow
{
    /// <summary>The arriving message is dropped.</summary>
    DropNewest,

    /// <summary>The message that waited longest is dropped, the arriving one is kept.</summary>
    DropOldest,

    /// <summary>The arriving message goes back to its sender as <see cref="Undelivered"/>.</summary>
    ReturnCredit,
}
