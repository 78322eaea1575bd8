using System.Xml.Linq;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Reports.Markup;

namespace Delight.Reports.Runs;

/// <summary>Writes <c>report.html</c>: one page without scripts or anything from elsewhere, for one run or a
/// comparison.</summary>
/// <remarks>The page is well-formed XML, every text in it is escaped, and the same records give the same
/// bytes.</remarks>
public static class ReportWriter
{
    /// <summary>Writes the page; an older one stays whole until this one is complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="runs">At least one; those of one estimator are its seeds.</param>
    /// <param name="command">What replays the runs, as one types it.</param>
    /// <exception cref="ArgumentException">There is no run.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<RunRecord> runs, string command)
    {
        if (runs.Count == 0)
        {
            throw new ArgumentException("runs is empty; a report needs at least one.", nameof(runs));
        }

        Write(path, ReportGroups.Of(runs), command);
    }

    /// <summary>Writes the page of runs that have just ended.</summary>
    /// <param name="path">The file.</param>
    /// <param name="results">How they ended, and their folders.</param>
    /// <param name="command">What replays the runs.</param>
    /// <returns>The file; null where there is none since a run failed for want of a folder or of a disk, which its
    /// summary says.</returns>
    /// <exception cref="IOException">The file cannot be written, and every run could.</exception>
    public static string? Write(
        string path, IReadOnlyList<(RunSummary Run, string Folder)> results, string command)
    {
        if (results.All(result => result.Run.IsUnchanged))
        {
            return File.Exists(path) ? path : null;
        }

        bool isCut = results.Any(result => result.Run.IsUnwritable);
        try
        {
            RunRecord[] records =
            [
                .. results.Where(result => !result.Run.IsUnwritable || RunRecord.IsIn(result.Folder))
                    .Select(result => RunRecord.Read(result.Folder)),
            ];
            if (records.Length == 0)
            {
                return null;
            }

            Write(path, records, command);
            return path;
        }
        catch (IOException) when (isCut)
        {
            return null;
        }
    }

    /// <summary>Writes the page of finished runs of any origin.</summary>
    /// <param name="path">The file.</param>
    /// <param name="compared">The runs.</param>
    /// <param name="folders">As the user named them; the page names them so that the command works from
    /// anywhere.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, ComparedRuns compared, IReadOnlyList<string> folders) => Write(
        path, ReportGroups.Of(compared.Runs, compared),
        "./delight runs compare "
        + string.Join(' ', folders.Select(folder => ReplayCommand.Quoted(Path.GetFullPath(folder)))));

    private static void Write(string path, ReportGroups groups, string command) =>
        ReplacedFile.Write(path, stream => Html.Write(stream, Page(groups, command)));

    private static XElement Page(ReportGroups groups, string command) => Html.Page(
        NumberText.List(groups.Scenarios),
        ReportSections.Header(groups),
        ReportSections.Curves(groups),
        ReportSections.Results(groups),
        FrictionSections.Gates(groups),
        DirectionSection.Of(groups),
        FrictionSections.Staleness(groups),
        PoolSection.Of(groups),
        AgeSection.Of(groups),
        ConsumptionSection.Drops(groups),
        FrictionSections.Happenings(groups),
        ProvenanceSections.Differences(groups),
        ProvenanceSections.Replay(groups, command),
        ProvenanceSections.Scenario(groups));
}
