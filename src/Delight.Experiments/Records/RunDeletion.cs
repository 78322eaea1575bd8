using Delight.Experiments.Files;
using Delight.Experiments.Text;

namespace Delight.Experiments.Records;

/// <summary>Folders of runs, comparisons and sweeps that are to go.</summary>
/// <param name="Folders">Each is one, and nobody works in it.</param>
/// <param name="Bytes">What they hold.</param>
public sealed record RunDeletion(IReadOnlyList<string> Folders, long Bytes)
{
    private static readonly string[] OwnFolders = [RunFolder.CheckpointsFolder];

    /// <summary>Looks at folders; nothing is deleted yet.</summary>
    /// <param name="folders">Of runs, comparisons or sweeps.</param>
    /// <exception cref="UserErrorException">One of them is something else, or in use: a line for each.</exception>
    public static RunDeletion Plan(IEnumerable<string> folders)
    {
        string[] given = [.. folders];
        if (given.Length == 0)
        {
            throw new UserErrorException(
                "there is nothing to delete: no run is named, or --where holds for none. Name folders of runs, or look "
                + "with ./delight runs --where.");
        }

        string[] distinct = [.. given.DistinctBy(Path.GetFullPath, StringComparer.Ordinal)];
        string[] problems = [.. distinct.Select(Refusal).OfType<string>()];
        return problems.Length == 0
            ? new RunDeletion(distinct, distinct.Sum(BytesOf))
            : throw new UserErrorException(problems);
    }

    /// <summary>What was deleted, in a sentence.</summary>
    public string Done => NumberText.Text($"{NumberText.Counted(Folders.Count, "folder")} deleted, {Size}");

    private string Size => NumberText.Text($"{Bytes / 1e6:#,0.0} MB");

    /// <summary>Deletes them.</summary>
    /// <param name="isConfirmed">True where the user has said so.</param>
    /// <exception cref="UserErrorException">The user has not.</exception>
    /// <exception cref="IOException">One of them cannot be deleted.</exception>
    public void Delete(bool isConfirmed)
    {
        if (!isConfirmed && Folders.Count > 0)
        {
            throw new UserErrorException($"{NumberText.Counted(Folders.Count, "folder")} of {Size} would be deleted, "
                + "and nothing brings them back. Add --yes to delete them.");
        }

        foreach (string folder in Folders)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string? Refusal(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return $"{folder}: there is no such folder.";
        }

        if (new DirectoryInfo(folder).LinkTarget is not null)
        {
            return $"{folder} is a link. Delete the link by hand, or give the folder that it leads to.";
        }

        if (RunListing.IsRun(folder))
        {
            string? strange = Directory.EnumerateDirectories(folder).Select(inner => Path.GetFileName(inner))
                .FirstOrDefault(name => !OwnFolders.Contains(name));
            return strange is not null
                ? $"{folder} holds the folder {strange}, which no run makes. Move it away first."
                : RunListing.IsInUse(folder) ? InUse(folder) : null;
        }

        bool isSweep = File.Exists(Path.Combine(folder, RunFolder.SweepFile));
        if (!RunGroup.IsGroup(folder))
        {
            return $"{folder} is no folder of a run, a comparison or a sweep. Only those are deleted.";
        }

        string[] others = [.. Directory.EnumerateDirectories(folder).Where(
            inner => isSweep ? Path.GetFileName(inner) is not (RunFolder.WorkFolder or RunFolder.ResultsFolder)
                : !RunListing.IsRun(inner) && Directory.EnumerateFileSystemEntries(inner).Any())];
        return FolderClaim.IsTaken(folder) ? InUse(folder)
            : others.Length > 0 ? $"{folder} holds the folder {Path.GetFileName(others[0])}, which it did not make. "
                + "Move it away first."
            : isSweep ? null
            : Directory.EnumerateDirectories(folder).Where(RunListing.IsRun).Select(Refusal).FirstOrDefault(
                refusal => refusal is not null);
    }

    private static string InUse(string folder) =>
        $"{folder} is under way: a process writes to it. End the process first.";

    private static long BytesOf(string folder) => new DirectoryInfo(folder)
        .EnumerateFiles("*", new EnumerationOptions
        {
            RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint,
        })
        .Sum(file => file.Length);
}
