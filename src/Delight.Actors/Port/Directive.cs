namespace Delight.Actors.Port;

/// <summary>What a parent decides about a child that failed.</summary>
public enum Directive
{
    /// <summary>Go on with the same instance; only the failing message is lost.</summary>
    Resume,

    /// <summary>Go on with a fresh instance behind the same address and mailbox.</summary>
    Restart,

    /// <summary>Stop the child for good.</summary>
    Stop,

    /// <summary>Treat it as the parent's own failure.</summary>
    Escalate,
}
