namespace Delight.Experiments.Records;

/// <summary>A folder of several runs that one command made.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Verb"><c>compare</c>, <c>replay</c>, <c>sweep</c> or <c>runs compare</c>.</param>
public sealed record RunGroup(string Folder, string Verb)
{
    private static readonly (string File, string Verb)[] Kinds =
    [
        (RunFolder.ComparisonFile, "compare"), (RunFolder.ReplayFile, "replay"), (RunFolder.SweepFile, "sweep"),
        (RunFolder.ComparedFile, "runs compare"),
    ];

    /// <summary>True where a folder is one.</summary>
    internal static bool IsGroup(string folder) => Kinds.Any(kind => File.Exists(Path.Combine(folder, kind.File)));

    /// <summary>True where it has a page.</summary>
    public bool HasReport => File.Exists(Path.Combine(Folder, RunFolder.ReportFile));

    /// <summary>When it was asked for the last time.</summary>
    public DateTimeOffset Started => new(
        File.GetLastWriteTimeUtc(Path.Combine(Folder, Kinds.Single(kind => kind.Verb == Verb).File)), TimeSpan.Zero);

    /// <summary>Finds them in folders and below, the newest first.</summary>
    /// <param name="folders">Those that exist are looked at.</param>
    public static IReadOnlyList<RunGroup> Find(IEnumerable<string> folders) =>
    [
        .. folders.Where(Directory.Exists).SelectMany(Below).DistinctBy(
                group => Path.GetFullPath(group.Folder), StringComparer.Ordinal)
            .OrderByDescending(group => group.Started).ThenBy(group => group.Folder, StringComparer.Ordinal),
    ];

    private static IEnumerable<RunGroup> Below(string folder)
    {
        string? verb = Kinds.FirstOrDefault(kind => File.Exists(Path.Combine(folder, kind.File))).Verb;
        return verb is not null ? [new RunGroup(folder, verb)]
            : RunListing.IsRun(folder) ? []
            : Directory.EnumerateDirectories(
                folder, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint })
                .SelectMany(Below);
    }
}
