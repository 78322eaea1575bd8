namespace Delight.Actors.Port;

/// <summary>A failure was escalated past the topmost actor: the system cannot go on.</summary>
public sealed class ActorFailedException : Exception
{
    /// <summary>Names the actor that failed first.</summary>
    /// <param name="actor">Its address.</param>
    /// <param name="inner">What it threw.</param>
    public ActorFailedException(ActorRef actor, Exception inner)
        : base($"{actor} failed: {inner.Message}", inner) => Actor = actor;

    /// <summary>The actor that failed first.</summary>
    public ActorRef Actor { get; }
}
