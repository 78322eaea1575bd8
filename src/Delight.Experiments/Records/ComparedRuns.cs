using Delight.Experiments.Text;

namespace Delight.Experiments.Records;

/// <summary>Finished runs of any origin, named so that what differs between them can be told apart.</summary>
/// <param name="Runs">Their records; <c>Estimator</c> is the name in tables and charts, and runs that differ in nothing
/// but the seed share it.</param>
/// <param name="Differences">Settings that they do not all share, with the values.</param>
public sealed record ComparedRuns(
    IReadOnlyList<RunRecord> Runs, IReadOnlyList<(string Path, IReadOnlyList<string> Values)> Differences)
{
    private const int NamedMax = 3;

    // What a row of a report shows by itself, or what makes no difference.
    private static readonly string[] Own = ["seed", "estimator", "name", "summary"];

    /// <summary>Reads runs, and all runs of comparisons.</summary>
    /// <param name="folders">At least one run in all.</param>
    /// <exception cref="UserErrorException">One is no run, is damaged or not finished: a line for each.</exception>
    public static ComparedRuns Read(IReadOnlyList<string> folders)
    {
        List<string> problems = [];
        List<RunRecord> runs = [];
        foreach (string folder in folders)
        {
            try
            {
                runs.AddRange(RunRecord.ReadAll(folder));
            }
            catch (UserErrorException refused)
            {
                problems.AddRange(refused.Problems);
            }
        }

        runs = [.. runs.DistinctBy(run => Path.GetFullPath(run.Folder), StringComparer.Ordinal)];
        problems.AddRange(runs.Where(run => run.Summary.Status != RunStatus.Finished).Select(run =>
            $"{run.Folder} is {RunListing.Read(run.Folder).Status} after {NumberText.Count(run.Steps)} of "
            + $"{NumberText.Count(run.Summary.StepsPlanned)} steps; only finished runs are compared. Leave it out, or "
            + $"run it again: {run.Summary.Command}"));
        return problems.Count == 0 ? Of(runs) : throw new UserErrorException(problems);
    }

    /// <summary>Makes the folder of their report, and keeps in it which runs it is of.</summary>
    /// <param name="given">New or empty; null: one named after the time.</param>
    /// <param name="clock">Names a new folder.</param>
    /// <returns>The report's path.</returns>
    /// <exception cref="UserErrorException">It is another folder, or cannot be written.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public string CreateReportFolder(string? given, TimeProvider clock)
    {
        string folder = RunFolder.Create(given, "runs", "compared", clock);
        KeptRequest.Write(folder, RunFolder.ComparedFile, Runs.Select(run => Path.GetFullPath(run.Folder)));
        return Path.Combine(folder, RunFolder.ReportFile);
    }

    /// <summary>Names them by their estimators and what differs.</summary>
    public static ComparedRuns Of(IReadOnlyList<RunRecord> runs)
    {
        Dictionary<string, string>[] scenarios =
            [.. runs.Select(run => ScenarioDifference.Flat(run.Summary.EffectiveScenario))];
        string[] paths =
        [
            .. scenarios.SelectMany(scenario => scenario.Keys).Distinct(StringComparer.Ordinal)
                .Where(path => !Own.Contains(path) && !path.StartsWith("estimator.", StringComparison.Ordinal))
                .Where(path => scenarios.Select(scenario => ValueOf(scenario, path)).Distinct().Count() > 1)
                .Order(StringComparer.Ordinal),
        ];
        bool hasScenarios = runs.Select(run => run.Summary.Scenario).Distinct(StringComparer.Ordinal).Count() > 1;
        return new ComparedRuns(
            [.. runs.Select((run, index) => run with
            {
                Summary = run.Summary with
                {
                    Estimator = string.Join(", ", (string[])[
                        run.Summary.Estimator,
                        .. hasScenarios ? [run.Summary.Scenario] : Array.Empty<string>(),
                        .. hasScenarios && paths.Length > NamedMax ? [] : paths.Take(NamedMax).Select(path =>
                            $"{path[(path.LastIndexOf('.') + 1)..]}={ValueOf(scenarios[index], path)}"),
                        .. !hasScenarios && paths.Length > NamedMax
                            ? [Path.GetFileName(Path.TrimEndingDirectorySeparator(run.Folder))]
                            : Array.Empty<string>(),
                    ]),
                },
            })],
            [.. paths.Select(path => (path, (IReadOnlyList<string>)
                [.. scenarios.Select(scenario => ValueOf(scenario, path)).Distinct(StringComparer.Ordinal)]))]);
    }

    /// <summary>A setting that a scenario does not have is named so.</summary>
    private static string ValueOf(Dictionary<string, string> scenario, string path) =>
        scenario.TryGetValue(path, out string? value) ? value.Trim('"') : "unset";
}
