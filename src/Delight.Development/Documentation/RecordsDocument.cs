using Delight.Actors.Recording;
using Delight.Experiments.Records;

namespace Delight.Development.Documentation;

/// <summary>Writes the page of all keys, for the docs: those of records from their types and comments.</summary>
public static class RecordsDocument
{
    private static readonly KeyRow Kind = new(
        "kind", "one of update, evaluation", "Whether the learner measured updates or the evaluator a policy.");

    /// <summary>The files of a record and their keys.</summary>
    public static IReadOnlyList<(string File, string Summary, IReadOnlyList<KeyRow> Keys)> Files { get; } =
    [
        (RunFolder.SummaryFile, "Written when a run starts and again when it ends. A run under way, or one that could "
            + "not say how it ended, has the status `running`; figures of its end are 0, empty or null.",
            RecordKeys.Of(typeof(RunSummary))),
        ($"{RunFolder.MetricsFile}`, kind `update", "One line for each `recorder.every` learner steps.",
            [Kind, .. RecordKeys.Of(typeof(UpdateMeasurement))]),
        ($"{RunFolder.MetricsFile}`, kind `evaluation", "One line for each `evaluation.every` learner steps.",
            [Kind, .. RecordKeys.Of(typeof(EvaluationMeasurement))]),
        (RunFolder.EventsFile, "One line for each event.", RecordKeys.Of(typeof(RunEvent))),
    ];

    /// <summary>What each verb prints with <c>--json</c>.</summary>
    public static IReadOnlyList<JsonOutput> Outputs { get; } =
        [.. RunOutputs.All, .. CollectionOutputs.All, .. ToolOutputs.All];

    /// <summary>Writes the page. LF line ends.</summary>
    /// <param name="output">Written to.</param>
    public static void Write(TextWriter output)
    {
        output.Write("""
            # Keys of records and of `--json`

            `./delight list keys` writes this page from the comments of the code. `./delight export` writes the
            same keys as columns.

            - [settings.md](settings.md) explains each setting,
              [src/Delight.Export](../src/Delight.Export/README.md) the tables.
            - Every key is written by this build, also where its value is null. Where a build before it did not, the
              meaning says so.
            - Durations are in seconds. Times are ISO 8601 with an offset. A number that is not finite is null.
            - Staleness is in learner steps, entropy and surprisal are in nats, shares and errors go from 0 to 1.
              Rewards are as the task scores them.
            - `[]` is any entry of a list. A name in capitals stands for a key that is data.
            - Reasons of rows: `stale`, `uninformative`, `lost`, `unknown-request`, `earlier-term`, `after-end`,
              `crash`.
            - Frictions: `broken-worker`, `wrong-reward`, `late-reward`, `searched-answer`, `rounded-weights`.


            """.ReplaceLineEndings("\n"));
        foreach ((string file, string summary, IReadOnlyList<KeyRow> keys) in Files)
        {
            WriteTable($"`{file}`", summary, keys, output);
        }

        foreach (JsonOutput printed in Outputs)
        {
            string verbs = string.Join(", ", printed.Verbs.Select(verb => $"`{verb} --json`"));
            WriteTable(verbs, printed.Summary, printed.Keys, output);
        }
    }

    private static void WriteTable(string title, string summary, IReadOnlyList<KeyRow> keys, TextWriter output)
    {
        output.Write($"## {title}\n\n{summary}\n\n| key | type | meaning |\n|---|---|---|\n");
        foreach (KeyRow key in keys)
        {
            output.Write($"| `{key.Path}` | {key.Type} | {Escaped(key.Meaning)} |\n");
        }

        output.Write("\n");
    }

    /// <summary>A bar would end the cell.</summary>
    private static string Escaped(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
