namespace Delight.Actors.Threads;

/// <summary>Where an actor is in its life. Messages are handled in <see cref="Running"/> alone, signals
/// always.</summary>
internal enum LifeStage : byte
{
    /// <summary>Has no instance yet, or waits for the next one.</summary>
    Waiting,

    /// <summary>Starts, or handles messages.</summary>
    Running,

    /// <summary>Failed; somebody further up decides.</summary>
    Suspended,

    /// <summary>Waits for its children to stop, to begin anew.</summary>
    Restarting,

    /// <summary>Waits for its children to stop, to stop for good.</summary>
    Stopping,

    /// <summary>Its node is down.</summary>
    Down,

    /// <summary>Has stopped for good.</summary>
    Stopped,
}
