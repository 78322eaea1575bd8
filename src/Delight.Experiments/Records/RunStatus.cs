namespace Delight.Experiments.Records;

/// <summary>How far a run came.</summary>
public enum RunStatus
{
    /// <summary>Under way, or ended so abruptly that it could not say so.</summary>
    Running,

    /// <summary>Took all its steps.</summary>
    Finished,

    /// <summary>Stopped by the user before its last step.</summary>
    Interrupted,

    /// <summary>Ended by an error: a value that stopped being finite, an actor that could not be restarted, a full
    /// disk.</summary>
    Failed,
}
