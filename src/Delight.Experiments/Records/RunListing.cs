using System.Globalization;
using System.Text.Json.Nodes;
using Delight.Experiments.Files;
using Delight.Experiments.Text;

namespace Delight.Experiments.Records;

/// <summary>A run as lists show it: from its <c>run.json</c> alone where that says how the run ended.</summary>
/// <param name="Folder">The run's folder, relative to the current one where it is below that.</param>
/// <param name="Summary">Null where it is damaged.</param>
/// <param name="Problem">What is damaged; null: nothing.</param>
public sealed record RunListing(string Folder, RunSummary? Summary, string? Problem)
{
    /// <summary>What a run is called that says it is under way and that no process works on.</summary>
    public const string Abandoned = "abandoned";

    private const string Damaged = "damaged";

    /// <summary>All that <see cref="Status"/> may be.</summary>
    internal static readonly string[] Statuses =
        ["finished", "interrupted", "failed", UnderWay, Abandoned, Damaged];

    /// <summary>What a run is called that a process works on.</summary>
    internal const string UnderWay = "running";

    /// <summary><c>finished</c>, <c>interrupted</c>, <c>failed</c>, <c>running</c>, <c>abandoned</c> or
    /// <c>damaged</c>.</summary>
    public string Status { get; private init; } = Damaged;

    /// <summary>When it started; of a damaged one, when its folder was last written to.</summary>
    public DateTimeOffset Started { get; private init; }

    /// <summary>Learner steps taken, as far as is known.</summary>
    public long? Steps { get; private init; }

    /// <summary>Error of the last evaluation, as far as is known.</summary>
    public double? Error { get; private init; }

    /// <summary>True where it has a page.</summary>
    public bool HasReport => File.Exists(Path.Combine(Folder, RunFolder.ReportFile));

    /// <summary>Finds all runs in folders and below them, the newest first.</summary>
    /// <param name="folders">Runs themselves, or folders of runs.</param>
    /// <exception cref="UserErrorException">A folder does not exist: a line for each.</exception>
    public static IReadOnlyList<RunListing> Find(IEnumerable<string> folders)
    {
        string[] roots = [.. folders.Distinct(StringComparer.Ordinal)];
        string[] missing = [.. roots.Where(root => !Directory.Exists(root))];
        return missing.Length == 0
            ? [.. roots.SelectMany(Below).DistinctBy(Path.GetFullPath, StringComparer.Ordinal).Select(Read)
                .OrderByDescending(run => run.Started).ThenBy(run => run.Folder, StringComparer.Ordinal)]
            : throw new UserErrorException([.. missing.Select(
                root => $"{root}: there is no such folder. Give a folder of runs, or begin one with ./delight run.")]);
    }

    /// <summary>Reads one; what is damaged is said in it.</summary>
    /// <param name="folder">Holds a <c>run.json</c>, or did.</param>
    public static RunListing Read(string folder)
    {
        try
        {
            RunSummary summary = RunRecord.ReadSummary(folder);
            bool isUnderWay = IsInUse(folder);
            RunListing run = new(folder, summary, null)
            {
                Status = isUnderWay ? UnderWay
                    : summary.Status == RunStatus.Running ? Abandoned : RecordText.Of(summary.Status),
                Started = summary.Started, Steps = summary.Steps, Error = summary.Error,
            };
            if (summary.Status != RunStatus.Running)
            {
                return run;
            }

            RunRecord record = RunRecord.Read(folder);
            return run with { Steps = record.Steps, Error = record.Error };
        }
        catch (UserErrorException damage)
        {
            return new RunListing(folder, null, damage.Problems[0])
            {
                Started = new DateTimeOffset(Directory.GetLastWriteTimeUtc(folder), TimeSpan.Zero),
            };
        }
    }

    /// <summary>What <c>run.json</c> of a folder says; null where there is none, or it is damaged.</summary>
    internal static RunSummary? SummaryOf(string folder)
    {
        try
        {
            return IsRun(folder) ? RunRecord.ReadSummary(folder) : null;
        }
        catch (UserErrorException)
        {
            return null; // The run is then done anew.
        }
    }

    /// <summary>True where a folder is one of a run, whole or damaged.</summary>
    internal static bool IsRun(string folder) =>
        File.Exists(Path.Combine(folder, RunFolder.SummaryFile))
        || File.Exists(Path.Combine(folder, RunFolder.MetricsFile));

    /// <summary>True where a process works on the run: it holds the checkpoints, or has the measurements open. A killed
    /// process holds nothing.</summary>
    internal static bool IsInUse(string folder) => FileCheckpointStore.IsHeld(folder)
        || FolderClaim.IsLocked(Path.Combine(folder, RunFolder.MetricsFile));

    /// <summary>The folders of runs at a folder and below it. Links are not followed, and what a sweep has under way is
    /// its own business.</summary>
    public static IEnumerable<string> Below(string folder)
    {
        if (IsRun(folder))
        {
            return [folder];
        }

        bool isSweep = File.Exists(Path.Combine(folder, RunFolder.SweepFile));
        return Directory.EnumerateDirectories(
                folder, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(inner => !isSweep || Path.GetFileName(inner) != RunFolder.WorkFolder)
            .SelectMany(Below);
    }

    /// <summary>The object that <c>--json</c> prints.</summary>
    public static JsonObject ToJson(IEnumerable<RunListing> runs, IEnumerable<RunGroup> groups) => new()
    {
        ["runs"] = new JsonArray([.. runs.Select(run => run.ToJson())]),
        ["groups"] = new JsonArray([.. groups.Select(group => new JsonObject
        {
            ["folder"] = group.Folder, ["verb"] = group.Verb, ["started"] = TextOf(group.Started),
        })]),
    };

    private JsonObject ToJson() => new()
    {
        ["folder"] = Folder,
        ["name"] = Path.GetFileName(Folder),
        ["scenario"] = Summary?.Scenario,
        ["estimator"] = Summary?.Estimator,
        ["seed"] = Summary?.Seed,
        ["status"] = Status,
        ["steps"] = Steps,
        ["stepsPlanned"] = Summary?.StepsPlanned,
        ["error"] = Error,
        ["started"] = TextOf(Started),
        ["problem"] = Problem,
        ["command"] = Summary?.Command,
    };

    private static string TextOf(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
