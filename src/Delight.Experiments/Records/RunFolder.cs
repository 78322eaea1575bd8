using System.Globalization;
using System.Text;
using Delight.Experiments.Text;

namespace Delight.Experiments.Records;

/// <summary>Makes the folders that runs write to, and names the files in them.</summary>
public static class RunFolder
{
    /// <summary>Who ran what, and how it ended.</summary>
    public const string SummaryFile = "run.json";

    /// <summary>The scenario of runs that were begun from code, for the command line.</summary>
    public const string ScenarioFile = "scenario.json";

    /// <summary>One measurement a line.</summary>
    public const string MetricsFile = "metrics.jsonl";

    /// <summary>One event a line.</summary>
    public const string EventsFile = "events.jsonl";

    /// <summary>The final parameters.</summary>
    public const string PolicyFile = "policy.npz";

    /// <summary>The batch at which a run diverged, for <c>inspect</c>.</summary>
    public const string DivergedBatchFile = "diverged.json";

    /// <summary>The folder of what the run can go on from.</summary>
    public const string CheckpointsFolder = "checkpoints";

    /// <summary>Every trajectory in arrival order, and the batches made of them; on request.</summary>
    public const string StreamFile = "stream.bin";

    /// <summary>Who was busy when, and who wrote to whom; on request.</summary>
    public const string TraceFile = "trace.json";

    /// <summary>What a comparison was asked for.</summary>
    public const string ComparisonFile = "compare.json";

    /// <summary>What a replay was asked for.</summary>
    public const string ReplayFile = "replay.json";

    /// <summary>Which runs a report of several origins is of.</summary>
    public const string ComparedFile = "compared.json";

    /// <summary>What a sweep was asked for.</summary>
    public const string SweepFile = "sweep.json";

    /// <summary>Behind the name of a file that waits for a run that runs again, and writes it again.</summary>
    internal const string SetAside = ".before";

    /// <summary>What a sweep has under way.</summary>
    internal const string WorkFolder = "work";

    /// <summary>What a sweep has found.</summary>
    internal const string ResultsFolder = "results";

    /// <summary>The page for people.</summary>
    public const string ReportFile = "report.html";

    private static readonly string[] Files =
    [
        SummaryFile, ScenarioFile, MetricsFile, EventsFile, PolicyFile, DivergedBatchFile, StreamFile, TraceFile,
        ReportFile,
    ];

    /// <summary>Makes an empty folder for a run or a comparison.</summary>
    /// <param name="given">What the user asked for; null for <c>runs/SCENARIO-SUBJECT-yyyyMMdd-HHmmss</c>, with
    /// <c>-2</c> and
    /// so on behind it where that exists.</param>
    /// <param name="scenario">Name of the scenario.</param>
    /// <param name="subject">The estimator, or <c>compare</c>.</param>
    /// <param name="clock">Dates the name, in local time.</param>
    /// <returns>Full path of a folder that exists, is empty and can be written.</returns>
    /// <exception cref="UserErrorException">The given folder is not empty, is a file, or cannot be written.</exception>
    public static string Create(string? given, string scenario, string subject, TimeProvider clock)
    {
        if (given is not null)
        {
            return Prepare(given);
        }

        string stamp = clock.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        string wanted = Path.Combine("runs", $"{NamePart(scenario)}-{NamePart(subject)}-{stamp}");
        string path = wanted;
        for (int n = 2; Directory.Exists(path) || File.Exists(path); n++)
        {
            path = string.Create(CultureInfo.InvariantCulture, $"{wanted}-{n}");
        }

        return Prepare(path);
    }

    /// <summary>Makes a folder of several runs, or opens that of an earlier process with the same purpose.</summary>
    /// <param name="path">New, empty, or with the file.</param>
    /// <param name="file">What such a folder holds, for example <see cref="SweepFile"/>.</param>
    /// <returns>Full path.</returns>
    /// <exception cref="UserErrorException">It is another folder, or cannot be written.</exception>
    public static string Open(string path, string file) =>
        File.Exists(Path.Combine(path, file)) ? Path.GetFullPath(path) : Prepare(path);

    /// <summary>Makes the folder of one run of a comparison: <c>ESTIMATOR-seedS</c>.</summary>
    /// <param name="comparison">Folder of the comparison.</param>
    /// <param name="estimator">The estimator as written.</param>
    /// <param name="seed">Root seed.</param>
    /// <exception cref="UserErrorException">It exists and is not empty, or cannot be written.</exception>
    public static string CreateRun(string comparison, string estimator, ulong seed) =>
        Prepare(OfRun(comparison, estimator, seed));

    /// <summary>Path of that folder, whether it exists or not.</summary>
    internal static string OfRun(string comparison, string estimator, ulong seed) =>
        Path.Combine(comparison, NumberText.Text($"{NamePart(estimator)}-seed{seed}"));

    /// <summary>Makes the folder of a run that runs anew: what a run wrote there before is removed.</summary>
    /// <exception cref="UserErrorException">It holds something else, or cannot be written.</exception>
    internal static string Renew(string path)
    {
        if (Directory.Exists(path))
        {
            foreach (string file in Files.SelectMany(name => (string[])[name, name + ".new"]))
            {
                File.Delete(Path.Combine(path, file));
            }

            string checkpoints = Path.Combine(path, CheckpointsFolder);
            if (Directory.Exists(checkpoints))
            {
                Directory.Delete(checkpoints, recursive: true);
            }
        }

        return Prepare(path);
    }

    /// <summary>Letters, digits, points and dashes of a name; everything else becomes one dash.</summary>
    internal static string NamePart(string text)
    {
        StringBuilder name = new();
        foreach (char c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || (c == '.' && name.Length > 0))
            {
                name.Append(c);
            }
            else if (name.Length > 0 && name[^1] != '-')
            {
                name.Append('-');
            }
        }

        string trimmed = name.ToString().Trim('-', '.');
        return trimmed.Length == 0 ? "run" : trimmed;
    }

    private static string Prepare(string path)
    {
        if (File.Exists(path))
        {
            throw new UserErrorException(
                $"--out {path} is a file; it must be a new or empty folder. Give another name.");
        }

        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new UserErrorException(
                $"--out {path} is not empty; a run never writes over another. Give a new folder or remove this one.");
        }

        try
        {
            string full = Directory.CreateDirectory(path).FullName;
            string probe = Path.Combine(full, SummaryFile + ".new");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return full;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserErrorException(
                $"--out {path} cannot be written ({failure.Message.TrimEnd('.')}). Give a folder that you own.");
        }
    }

    /// <summary>True where a run has a file, or had it when it was killed as it ran again.</summary>
    internal static bool HasOrHad(string folder, string file) =>
        File.Exists(Path.Combine(folder, file)) || File.Exists(Path.Combine(folder, file + SetAside));
}
