using System.Text.Json.Nodes;
using Delight.Actors.Recording;

namespace Delight.Experiments.Records;

/// <summary>The record of a simulated run that runs again, so as to go on where it had ended.</summary>
/// <param name="Metrics">Lines of <c>metrics.jsonl</c>.</param>
/// <param name="Events">Lines of <c>events.jsonl</c>.</param>
internal sealed record RepeatedRecord(RecordedLines Metrics, RecordedLines Events)
{
    private static readonly string[] OfResumptions = ["run-resumed", "checkpoint-passed-over"];

    /// <summary>What <c>run.json</c> holds until the run has come to where it had ended.</summary>
    public required RunSummary Before { get; init; }

    /// <summary>Called when the run has come to where it had ended; gives the event that tells of it.</summary>
    public required Func<RunEvent> CaughtUp { get; init; }

    /// <summary>Hears where the run turns out to be another one; it need not go on.</summary>
    public required Action<string> Diverged { get; init; }

    /// <summary>Reads the lines of a run.</summary>
    /// <param name="folder">The run's.</param>
    /// <param name="sureUntil">Time of the run's clock behind which the end of a shorter run shows: a longer one asks
    /// for more rows there. Null where the run has the length that it had.</param>
    /// <returns>Lines of metrics, lines of events.</returns>
    /// <exception cref="IOException">They cannot be read.</exception>
    public static (RecordedLines Metrics, RecordedLines Events) Read(string folder, TimeSpan? sureUntil)
    {
        bool MayDiffer(string line) =>
            sureUntil is { } time && (double)JsonNode.Parse(line)!["time"]! > time.TotalSeconds;
        return (
            new RecordedLines(Path.Combine(folder, RunFolder.MetricsFile), _ => true, MayDiffer),
            new RecordedLines(
                Path.Combine(folder, RunFolder.EventsFile),
                line => !OfResumptions.Contains((string)JsonNode.Parse(line)!["kind"]!), MayDiffer));
    }
}
