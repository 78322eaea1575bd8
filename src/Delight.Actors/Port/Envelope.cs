namespace Delight.Actors.Port;

/// <summary>A message on its way through the mailbox; holds one reference of what is pooled in it.</summary>
/// <param name="Message">The message.</param>
/// <param name="Sender">Null where nobody sent it.</param>
/// <param name="Timer">The timer that fired, until its message is at hand: a cancelled one is skipped.</param>
internal readonly record struct Envelope(object Message, ActorRef? Sender, ActorTimer? Timer = null)
{
    /// <summary>True for messages of the runtime itself, which no bound of a mailbox may cost.</summary>
    public bool IsOfSystem => Message is Terminated or Undelivered;
}
