namespace Delight.Actors.Threads;

/// <summary>What the runtime tells an actor about its life.</summary>
internal enum SignalKind : byte
{
    /// <summary>Make an instance: the first one, or the next one when the pause before a restart is over.</summary>
    Start,

    /// <summary>Stop for good.</summary>
    Stop,

    /// <summary>A child has stopped for good.</summary>
    ChildStopped,

    /// <summary>A child's failure is treated as the actor's own.</summary>
    ChildFailed,

    /// <summary>The parent decided to go on after an escalated failure.</summary>
    Resume,

    /// <summary>Somebody wants to hear of the end.</summary>
    Watch,

    /// <summary>Somebody no longer wants to hear of the end.</summary>
    Unwatch,

    /// <summary>The actor's node died.</summary>
    Crash,

    /// <summary>The actor's parent died with its node, which the actor shares.</summary>
    Orphan,

    /// <summary>The actor's node is back.</summary>
    Revive,

    /// <summary>A fault makes the actor throw.</summary>
    Throw,

    /// <summary>A pause is over.</summary>
    GoOn,

    /// <summary>Somebody is to hear now that the actor's node died.</summary>
    Announce,
}

/// <summary>A message of the runtime to one actor about its life; goes before all others and is never lost.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Actor">The child, the watcher.</param>
/// <param name="Failure">What was thrown.</param>
/// <param name="Origin">Who failed first.</param>
internal readonly record struct Signal(
    SignalKind Kind, ThreadedActor? Actor = null, Exception? Failure = null, ThreadedActor? Origin = null)
{
    /// <summary>Of a crash: the one that its node begins with it. Of a watch: that of the life which set it.</summary>
    public int Epoch { get; init; }

    /// <summary>Of a crash: when those who watch hear of it.</summary>
    public TimeSpan KnownAt { get; init; }
}
