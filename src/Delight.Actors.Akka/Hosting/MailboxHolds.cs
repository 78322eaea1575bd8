namespace Delight.Actors.Akka.Hosting;

/// <summary>Why a mailbox gives out no messages.</summary>
[Flags]
internal enum MailboxHolds
{
    /// <summary>It gives them out.</summary>
    None = 0,

    /// <summary>There is nobody to give them to: before a start or a restart, or the node is down.</summary>
    NoInstance = 1,

    /// <summary>The actor is paused itself.</summary>
    PauseOfItself = 2,

    /// <summary>The actor's node is paused.</summary>
    PauseOfItsNode = 4,

    /// <summary>The actor is slow, and rests after a message.</summary>
    Rest = 8,
}
