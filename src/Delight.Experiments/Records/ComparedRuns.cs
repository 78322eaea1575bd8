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

    /// <summary>The estimators of <see cref="Runs"/> as written, in their order.</summary>
    public IReadOnlyList<string> Estimators { get; private init; } = [];

    /// <summary>Runs that differ in nothing but the seed, in the order of their first run.</summary>
    public IReadOnlyList<ComparedGroup> Groups { get; private init; } = [];

    /// <summary>Reads runs, and all runs of comparisons.</summary>
    /// <param name="folders">At least one run in all.</param>
    /// <exception cref="UserErrorException">One is no run, is damaged or not finished, or two are other runs of
    /// one seed: a line for each.</exception>
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

    /// <summary>Groups runs that differ in nothing but the seed, and names the groups by what differs.</summary>
    /// <param name="runs">A seed of a group counts once: of copies of a run, which have one digest, the first is
    /// kept.</param>
    /// <exception cref="UserErrorException">A group has other runs of one seed: a line for each.</exception>
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
        List<(RunRecord Run, string[] Values, string Key)> members = [];
        List<string> problems = [];
        foreach ((RunRecord run, Dictionary<string, string> scenario) in runs.Zip(scenarios))
        {
            RunSummary summary = run.Summary;
            string[] values = [.. paths.Select(path => ValueOf(scenario, path))];
            string key = string.Join(
                '\n', [summary.Scenario, EstimatorOf(summary, scenario), summary.Runtime, .. values]);
            RunRecord? other = members
                .Find(member => member.Key == key && member.Run.Summary.Seed == summary.Seed).Run;
            if (other is null)
            {
                members.Add((run, values, key));
            }
            else if (summary.Digest is null || summary.Digest != other.Summary.Digest)
            {
                problems.Add(Twice(other, run));
            }
        }

        return problems.Count == 0 ? Named(members, paths) : throw new UserErrorException(problems);
    }

    private static ComparedRuns Named(List<(RunRecord Run, string[] Values, string Key)> members, string[] paths)
    {
        bool hasScenarios = members.Select(member => member.Run.Summary.Scenario).Distinct().Count() > 1;
        bool hasRuntimes = members.Select(member => member.Run.Summary.Runtime).Distinct().Count() > 1;
        // Scenarios that differ in much are told apart by their names.
        int named = paths.Length <= NamedMax ? paths.Length : hasScenarios ? 0 : NamedMax;
        List<(string Key, string Label, string[] Values)> groups =
        [
            .. members.DistinctBy(member => member.Key).Select(member => (member.Key, string.Join(", ", (string[])[
                member.Run.Summary.Estimator,
                .. hasScenarios ? [member.Run.Summary.Scenario] : Array.Empty<string>(),
                .. paths.Take(named).Select((path, index) =>
                    $"{path[(path.LastIndexOf('.') + 1)..]}={member.Values[index]}"),
                .. hasRuntimes ? [member.Run.Summary.Runtime] : Array.Empty<string>(),
            ]), member.Values)),
        ];
        Dictionary<string, string> labels = new(StringComparer.Ordinal);
        foreach (IGrouping<string, string> alike in groups.GroupBy(group => group.Label, group => group.Key))
        {
            int number = 0;
            bool isUnique = alike.Count() == 1;
            foreach (string key in alike)
            {
                number++;
                labels.Add(key, isUnique ? alike.Key : FormattableString.Invariant($"{alike.Key} ({number})"));
            }
        }

        return new ComparedRuns(
            [.. members.Select(member => member.Run with
            {
                Summary = member.Run.Summary with { Estimator = labels[member.Key] },
            })],
            [.. paths.Select((path, index) => (path, (IReadOnlyList<string>)
                [.. members.Select(member => member.Values[index]).Distinct(StringComparer.Ordinal)]))])
        {
            Estimators = [.. members.Select(member => member.Run.Summary.Estimator)],
            Groups = [.. groups.Select(group => new ComparedGroup(labels[group.Key], group.Values))],
        };
    }

    private static string Twice(RunRecord first, RunRecord second)
    {
        string why = first.Summary.Digest is null || second.Summary.Digest is null
            ? "no digest says that they are the same run" : "their digests differ";
        return $"{first.Folder} and {second.Folder} are both seed {NumberText.Text($"{first.Summary.Seed}")} of "
            + $"{first.Summary.Estimator} with the same settings, and {why}; a seed counts once. "
            + "Leave one of them out.";
    }

    // Two spellings such as dg and dg(eta=1) are one estimator: the scenario has its options with their defaults.
    private static string EstimatorOf(RunSummary summary, Dictionary<string, string> scenario)
    {
        string[] options =
        [
            .. scenario.Where(entry => entry.Key.StartsWith("estimator.", StringComparison.Ordinal))
                .Select(entry => $"{entry.Key}={entry.Value}").Order(StringComparer.Ordinal),
        ];
        return options.Length > 0 ? string.Join(' ', options) : summary.Estimator;
    }

    /// <summary>A setting that a scenario does not have is named so.</summary>
    private static string ValueOf(Dictionary<string, string> scenario, string path) =>
        scenario.TryGetValue(path, out string? value) ? value.Trim('"') : "unset";
}
