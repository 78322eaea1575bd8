using Delight.Host.Records;

namespace Delight.Host.Reports;

/// <summary>Words for what a record holds.</summary>
internal static class RecordText
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
