using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Text;
using Delight.Export.Tables;
using Delight.Export.TensorBoard;
using Delight.Learning.Catalogue;

namespace Delight.Export;

/// <summary>Writes records of runs for other tools.</summary>
/// <remarks>The same records give the same files. A folder is complete or it isn't there.</remarks>
public static class RunExport
{

    private static readonly Dictionary<string, ExportFormat> Formats = new(StringComparer.Ordinal)
    {
        ["csv"] = ExportFormat.Csv,
        ["parquet"] = ExportFormat.Parquet,
        ["tensorboard"] = ExportFormat.TensorBoard,
    };

    /// <summary>Names of the formats, as <see cref="FormatOf"/> reads them.</summary>
    public static IReadOnlyList<string> FormatNames { get; } = [.. Formats.Keys];

    /// <summary>The format of a name.</summary>
    /// <param name="name">One of <see cref="FormatNames"/>.</param>
    /// <exception cref="UserErrorException">There is no such format; the nearest name is told.</exception>
    public static ExportFormat FormatOf(string name) => Formats.TryGetValue(name, out ExportFormat format)
        ? format
        : throw new UserErrorException(
            $"--format is '{name}'; it must be one of {string.Join(", ", FormatNames)}."
            + NearestName.Hint(name, FormatNames));

    /// <summary>Reads all runs in folders, each run once.</summary>
    /// <param name="folders">Folders of runs, or folders that have runs below them: comparisons, sweeps.</param>
    /// <returns>In the order given; those of one folder by their paths.</returns>
    /// <exception cref="UserErrorException">A folder has no run, or a record is damaged. All problems are told
    /// together.</exception>
    public static IReadOnlyList<RunRecord> Read(IEnumerable<string> folders)
    {
        List<string> problems = [];
        Dictionary<string, RunRecord> runs = new(StringComparer.Ordinal);
        List<RunRecord> ordered = [];
        foreach (string folder in folders.SelectMany(RunsBelow))
        {
            string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
            try
            {
                if (!runs.ContainsKey(path))
                {
                    runs[path] = RunRecord.Read(folder);
                    ordered.Add(runs[path]);
                }
            }
            catch (UserErrorException error)
            {
                problems.AddRange(error.Problems);
            }
        }

        return problems.Count == 0
            ? ordered
            : throw new UserErrorException([.. problems.Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Writes the records of runs into a new folder.</summary>
    /// <param name="runs">At least one.</param>
    /// <param name="format">See <see cref="ExportFormat"/>.</param>
    /// <param name="folder">Missing or empty. What is written comes into it when all of it is complete.</param>
    /// <param name="cancellation">Stops between two pieces of a file; nothing stays then.</param>
    /// <exception cref="ArgumentException">There is no run.</exception>
    /// <exception cref="UserErrorException">The folder has content, is a file, or cannot be made.</exception>
    /// <exception cref="IOException">The disk is full or went away.</exception>
    public static async Task WriteAsync(
        IReadOnlyList<RunRecord> runs, ExportFormat format, string folder, CancellationToken cancellation = default)
    {
        if (runs.Count == 0)
        {
            throw new ArgumentException("runs is empty; an export needs at least one.", nameof(runs));
        }

        IReadOnlyList<NamedRun> named = NamedRun.Of(runs);
        using NewFolder made = NewFolder.Beside(folder);
        try
        {
            await WriteAsync(named, format, made.Path, cancellation);
            made.Complete();
        }
        catch (Exception failure) when (UnwritableFileException.IsKind(failure))
        {
            throw UnwritableFileException.Of(folder, failure);
        }
    }

    private static async Task WriteAsync(
        IReadOnlyList<NamedRun> named, ExportFormat format, string folder, CancellationToken cancellation)
    {
        if (format == ExportFormat.TensorBoard)
        {
            foreach (NamedRun run in named)
            {
                cancellation.ThrowIfCancellationRequested();
                RunEventFile.Write(run, folder);
            }
        }
        else
        {
            foreach (ExportTable table in RunTables.Of(named))
            {
                string path = Path.Combine(folder, $"{table.Name}.{NameOf(format)}");
                await (format == ExportFormat.Csv
                    ? CsvTable.WriteAsync(table, path, cancellation)
                    : ParquetTable.WriteAsync(table, path, cancellation));
            }
        }
    }

    /// <summary>A name for a new folder: <c>runs/export-FORMAT-yyyyMMdd-HHmmss</c>.</summary>
    /// <param name="format">Stands in the name.</param>
    /// <param name="clock">Dates the name, in local time.</param>
    public static string NewFolderName(ExportFormat format, TimeProvider clock) => Path.Combine(
        NamedRun.DefaultFolder,
        FormattableString.Invariant($"export-{NameOf(format)}-{clock.GetLocalNow():yyyyMMdd-HHmmss}"));

    private static string NameOf(ExportFormat format) => Formats.First(entry => entry.Value == format).Key;

    private static IEnumerable<string> RunsBelow(string folder)
    {
        string[] runs = Directory.Exists(folder) ? [.. RunListing.Below(folder).Order(StringComparer.Ordinal)] : [];
        return runs.Length > 0 ? runs : [folder];
    }
}
