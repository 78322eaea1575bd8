using Delight.Learning.Parameters;

namespace Delight.Actors.Coordination;

/// <summary>What a training leaves behind. Written by the coordinator alone; read it after the run.</summary>
public sealed class TrainingOutcome
{
    /// <summary>[Layout.Length] the final parameters; null where the run did not finish.</summary>
    public float[]? Parameters { get; internal set; }

    /// <summary>Their version.</summary>
    public PolicyVersion Version { get; internal set; }
}
