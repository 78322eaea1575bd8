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
    /// <param name="endsAfter">Learner step behind which the end of a shorter run shows: a longer one asks for more
    /// rows there. Null where the run has the length that it had.</param>
    /// <returns>Lines of metrics, lines of events.</returns>
    /// <exception cref="IOException">They cannot be read.</exception>
    public static (RecordedLines Metrics, RecordedLines Events) Read(string folder, long? endsAfter)
    {
        string metrics = Path.Combine(folder, RunFolder.MetricsFile);
        string events = Path.Combine(folder, RunFolder.EventsFile);
        double sure = endsAfter is { } step ? TimeOfUpdate(metrics, step) : double.PositiveInfinity;
        bool MayDiffer(string line) => Number(line, "time") > sure;
        return (
            new RecordedLines(metrics, _ => true, MayDiffer),
            new RecordedLines(
                events, line => !OfResumptions.Contains((string)JsonNode.Parse(line)!["kind"]!), MayDiffer));
    }

    /// <summary>Time of the last update that was measured up to a step; below 0 where there was none.</summary>
    private static double TimeOfUpdate(string path, long step)
    {
        string[] lines = File.Exists(path) ? File.ReadAllText(path).Split('\n')[..^1] : [];
        return lines
            .Where(line => line.StartsWith("{\"kind\":\"update\"", StringComparison.Ordinal)
                && RecordLines.StepOf(line) <= step)
            .Select(line => Number(line, "time")).LastOrDefault(-1);
    }

    private static double Number(string line, string key) => (double)JsonNode.Parse(line)![key]!;
}
