namespace Delight.Experiments.Records;

/// <summary>Words for what a record holds.</summary>
public static class RecordText
{
    /// <summary>A status in one word.</summary>
    public static string Of(RunStatus status) => status switch
    {
        RunStatus.Finished => "finished",
        RunStatus.Interrupted => "interrupted",
        RunStatus.Failed => "failed",
        _ => "running",
    };
}
