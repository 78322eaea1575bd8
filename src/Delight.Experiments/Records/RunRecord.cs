using System.Globalization;
using System.Text.Json;
using Delight.Actors.Recording;
using Delight.Experiments.Text;

namespace Delight.Experiments.Records;

/// <summary>Everything that a run's folder says, read back.</summary>
/// <param name="Folder">Where it was read.</param>
/// <param name="Summary">What <c>run.json</c> holds.</param>
/// <remarks>Immutable. Lists are in the order in which they were written.</remarks>
public sealed record RunRecord(string Folder, RunSummary Summary)
{
    /// <summary>What the learner measured.</summary>
    public IReadOnlyList<UpdateMeasurement> Updates { get; init; } = [];

    /// <summary>What the evaluator measured.</summary>
    public IReadOnlyList<EvaluationMeasurement> Evaluations { get; init; } = [];

    /// <summary>What happened to the system.</summary>
    public IReadOnlyList<RunEvent> Events { get; init; } = [];

    /// <summary>Error of the last evaluation, 0 to 1; also of a run that could not say how it ended. Null where there
    /// was none.</summary>
    public double? Error => Summary.Error ?? (Evaluations.Count > 0 ? Evaluations[^1].Error : null);

    /// <summary>Updates known to be taken, also of a run that could not say how it ended.</summary>
    public long Steps => Summary.Status is RunStatus.Interrupted or RunStatus.Failed && Summary.Steps > 0
        ? Summary.Steps // what was measured behind it is undone
        : Math.Max(Summary.Steps, Math.Max(
            Updates.Count > 0 ? Updates[^1].Step : 0, Evaluations.Count > 0 ? Evaluations[^1].Step : 0));

    /// <summary>What the learner measured on the way to its last step, by step: where it took a step again after a
    /// recovery, the last time.</summary>
    public IEnumerable<UpdateMeasurement> UpdatesKept => Updates
        .Where(update => update.Step <= Steps)
        .GroupBy(update => update.Step)
        .Select(step => step.Last())
        .OrderBy(update => update.Step);

    /// <summary>True where a folder holds the record of a run.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, RunFolder.SummaryFile));

    /// <summary>What the evaluator measured on the way to the last step, by step; of a step that was taken again, the
    /// last time.</summary>
    public IEnumerable<EvaluationMeasurement> EvaluationsKept => Evaluations
        .Where(evaluation => evaluation.Step <= Steps)
        .GroupBy(evaluation => evaluation.Step)
        .Select(step => step.Last())
        .OrderBy(evaluation => evaluation.Step);

    /// <summary>Reads one run.</summary>
    /// <param name="folder">Folder with a <c>run.json</c>; the other files may be missing.</param>
    /// <exception cref="UserErrorException">The folder is no run, or a file in it is damaged: file and line are named.
    /// A last line
    /// without an end is what an interruption leaves, and is left out silently.</exception>
    public static RunRecord Read(string folder)
    {
        RunSummary summary = ReadSummary(folder);
        List<UpdateMeasurement> updates = [];
        List<EvaluationMeasurement> evaluations = [];
        string metricsPath = Path.Combine(folder, RunFolder.MetricsFile);
        foreach ((int number, string line) in Lines(metricsPath))
        {
            switch (Kind(line, metricsPath, number))
            {
                case "update": updates.Add(Parse<UpdateMeasurement>(line, metricsPath, number)); break;
                case "evaluation": evaluations.Add(Parse<EvaluationMeasurement>(line, metricsPath, number)); break;
                case var kind: throw Damaged(metricsPath, number, $"kind '{kind}' is neither update nor evaluation");
            }
        }

        string eventsPath = Path.Combine(folder, RunFolder.EventsFile);
        return new RunRecord(folder, summary)
        {
            Updates = updates,
            Evaluations = evaluations,
            Events = [.. Lines(eventsPath).Select(line => Parse<RunEvent>(line.Text, eventsPath, line.Number))],
        };
    }

    /// <summary>Reads what <c>run.json</c> says.</summary>
    /// <exception cref="UserErrorException">The folder is no run, or the file is damaged.</exception>
    public static RunSummary ReadSummary(string folder)
    {
        string path = Path.Combine(folder, RunFolder.SummaryFile);
        if (!File.Exists(path))
        {
            throw new UserErrorException(
                File.Exists(Path.Combine(folder, RunFolder.SweepFile))
                    ? $"{folder} is a sweep, which keeps results and no records. Its page is {RunFolder.ReportFile}; "
                        + "run one of its cells alone for a record."
                    : $"{folder} has no {RunFolder.SummaryFile}, so it is no run. Give the folder of a run.");
        }

        RunSummary summary = Parse<RunSummary>(ReadText(path), path, 1);
        return summary.Format <= RunSummary.FormatNewest
            ? summary
            : throw new UserErrorException(string.Create(CultureInfo.InvariantCulture,
                $"{path} has format {summary.Format}; this build reads up to {RunSummary.FormatNewest}. ")
                + "Use a newer build.");
    }

    /// <summary>Reads the run in a folder, or all runs of a comparison below it, in the order of their names.</summary>
    /// <exception cref="UserErrorException">There is no run, or one is damaged.</exception>
    public static IReadOnlyList<RunRecord> ReadAll(string folder)
    {
        if (IsIn(folder) || !Directory.Exists(folder))
        {
            return [Read(folder)];
        }

        List<RunRecord> runs = [.. Directory.EnumerateDirectories(folder)
            .Where(IsIn)
            .Order(StringComparer.Ordinal)
            .Select(Read)];
        return runs.Count > 0 ? runs : [Read(folder)];
    }

    private static string? Kind(string line, string path, int number) =>
        Parse<Kinded>(line, path, number).Kind;

    private sealed record Kinded(string? Kind = null);

    private static T Parse<T>(string text, string path, int number)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, RecordJson.Line) ?? throw Damaged(path, number, "is null");
        }
        catch (JsonException failure)
        {
            throw Damaged(path, number + (int)(failure.LineNumber ?? 0), Reason(failure));
        }
        catch (Exception failure) when (failure is OverflowException or ArgumentException)
        {
            throw Damaged(path, number, failure.Message);
        }
    }

    // The parser's message ends with its own position, which for a line of a file would be that of another file.
    private static string Reason(JsonException failure) =>
        failure.Message.Split(" Path: ", 2)[0].Split(" LineNumber: ", 2)[0].TrimEnd('.');

    private static UserErrorException Damaged(string path, int line, string reason) => new(string.Create(
        CultureInfo.InvariantCulture, $"{path}:{line}: cannot be read: {reason}. Correct the line or remove it."));

    private static IEnumerable<(int Number, string Text)> Lines(string path)
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        string[] lines = ReadText(path).Split('\n');
        // What follows the last line end is empty, or was cut off by an interruption.
        for (int i = 0; i < lines.Length - 1; i++)
        {
            yield return (i + 1, lines[i]);
        }
    }

    private static string ReadText(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using StreamReader reader = new(stream);
            return reader.ReadToEnd();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path} cannot be read ({failure.Message.TrimEnd('.')}).");
        }
    }
}
