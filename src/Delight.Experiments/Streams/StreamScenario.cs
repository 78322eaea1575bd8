using System.Globalization;
using System.Text;
using Delight.Experiments.Runs;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;
using Delight.Learning.Parts;
using Delight.Learning.Policies;

namespace Delight.Experiments.Streams;

/// <summary>The scenario of a stream, with another estimator in it.</summary>
/// <remarks>The environment does not reach it: a replay is of what was recorded.</remarks>
public static class StreamScenario
{
    private static readonly string[] Settable =
    [
        "optimiser.*", "baseline", "learner.steps", "learner.threads", "evaluation.every", "evaluation.rows",
        "recorder.every", "recorder.cosines",
    ];

    /// <summary>Refuses what a stream cannot hold.</summary>
    /// <exception cref="UserErrorException">Updates draw rows that others trained on.</exception>
    public static void RequireRecordable(EffectiveScenario scenario)
    {
        int batches = scenario.Settings.Learner.ReplayBatches;
        if (batches > 1)
        {
            throw new UserErrorException(string.Create(
                CultureInfo.InvariantCulture,
                $"learner.replayBatches: it is {batches}, and a recorded stream has each row once, in the update that "
                + $"trains on it. Set it to 1, or do not record {scenario.Name}."));
        }
    }

    /// <summary>Prepares the scenario once for each estimator, and refuses with the problems of all.</summary>
    /// <param name="path">The stream, for messages.</param>
    /// <param name="header">Its header.</param>
    /// <param name="estimators">With options in parentheses.</param>
    /// <param name="sets">Texts of <c>--set</c>.</param>
    /// <param name="catalogues">The parts of this build.</param>
    /// <exception cref="UserErrorException">Something is unknown, may not be set, or does not go together.</exception>
    public static IReadOnlyList<PreparedScenario> Prepare(
        string path, StreamHeader header, IEnumerable<string> estimators, IReadOnlyList<string> sets,
        PartCatalogues catalogues)
    {
        List<string> problems = [.. sets.Where(set => !IsSettable(set)).Select(set =>
            $"--set {set}: a replay takes its batches from the stream. What may be set is {string.Join(", ", Settable)}"
            + ".")];
        ScenarioLoader loader = new(catalogues, ScenarioArguments.Folder());
        List<(string Written, EffectiveScenario Scenario)> scenarios = [];
        foreach (string estimator in estimators)
        {
            ScenarioLoadResult result = loader.Read(path, Encoding.UTF8.GetBytes(header.ScenarioJson), new()
            {
                Scenario = header.Scenario, Sets = [.. sets.Where(IsSettable)],
                Options = [new ScenarioOverride("estimator", estimator, "--estimators")],
            });
            problems.AddRange(result.Problems.Select(problem => problem.ToString()));
            if (result.Scenario is { } scenario)
            {
                scenarios.Add((estimator, scenario));
            }
        }

        problems.AddRange(EstimatorList.Repeats(scenarios));
        if (problems.Count > 0)
        {
            throw new UserErrorException([.. problems.Distinct(StringComparer.Ordinal)]);
        }

        PreparedScenario first = PreparedScenario.Prepare(scenarios[0].Scenario, catalogues);
        RequireSameShapes(path, header, first);
        return
        [
            first,
            .. scenarios.Skip(1).Select(
                entry => PreparedScenario.Prepare(entry.Scenario, catalogues, first.Task)),
        ];
    }

    /// <summary>The header of a stream that is about to be recorded.</summary>
    /// <param name="prepared">The scenario of the run.</param>
    /// <param name="runtime">What runs the actors.</param>
    public static StreamHeader HeaderOf(PreparedScenario prepared, string runtime)
    {
        EffectiveScenario scenario = prepared.Scenario;
        return new StreamHeader
        {
            Scenario = scenario.Name,
            ScenarioJson = scenario.ToJson(),
            Estimator = scenario.EstimatorLabel,
            Runtime = runtime,
            Seed = (ulong)scenario.Settings.Seed,
            LayoutHash = StreamFormat.LayoutHash(prepared.CreatePolicy().Layout),
            ContextBytes = prepared.Task.ContextBytes,
            Decisions = prepared.Task.Shape.Decisions,
            BatchRows = scenario.Settings.Learner.BatchRows,
        };
    }

    /// <summary>True where a replay may set it.</summary>
    /// <param name="set">A path, or the text of a <c>--set</c>.</param>
    internal static bool IsSettable(string set)
    {
        string path = set.Split('=')[0].Trim();
        return Settable.Any(settable => settable[^1] == '*'
            ? path.StartsWith(settable[..^1], StringComparison.Ordinal)
            : path == settable);
    }

    private static void RequireSameShapes(string path, StreamHeader header, PreparedScenario prepared)
    {
        PolicyShape shape = prepared.Task.Shape;
        bool isSame = StreamFormat.LayoutHash(prepared.CreatePolicy().Layout) == header.LayoutHash
            && shape.Decisions == header.Decisions && prepared.Task.ContextBytes == header.ContextBytes;
        if (!isSame)
        {
            throw new UserErrorException(
                $"{path} was recorded with other shapes of task '{prepared.Scenario.Settings.Task.Name}' or policy "
                + $"'{prepared.Scenario.Settings.Policy.Part.Name}' than this build has. Replay it with the build that "
                + "recorded it, or record the run again.");
        }
    }
}
