namespace Delight.Simulation.Mailboxes;

/// <summary>What a full mailbox does with one message more.</summary>
public enum MailboxOverflow
{
    /// <summary>The arriving message is dropped.</summary>
    DropNewest,

    /// <summary>The message that waited longest is dropped, the arriving one is kept.</summary>
    DropOldest,

    /// <summary>The arriving message goes back to its sender as <see cref="Returned"/>.</summary>
    Return,
}

/// <summary>A message that found no room in a mailbox, told to its sender.</summary>
/// <param name="Message">What was sent.</param>
/// <param name="Receiver">Whose mailbox was full.</param>
public sealed record Returned(object Message, Akka.Actor.IActorRef Receiver);
