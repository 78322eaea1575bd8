using System.Globalization;
using Delight.Learning.Parts;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;

namespace Delight.Experiments.Scenarios;

/// <summary>The rules that need the task itself; call them after it is created and before anything starts.</summary>
public static class TaskRules
{
    private const string Rows = "evaluation.rows";

    /// <summary>Says what of the scenario does not go with its task.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="catalogues">The catalogues that it was loaded with.</param>
    /// <param name="shape">The task's shape.</param>
    /// <param name="heldOutCount">The task's number of held-out contexts.</param>
    /// <returns>One line per problem, in the form of <see cref="ScenarioProblem"/>; none where all is well.</returns>
    public static IEnumerable<string> Check(
        EffectiveScenario scenario, PartCatalogues catalogues, PolicyShape shape, int heldOutCount)
    {
        RuleContext context = new(scenario, catalogues);
        string task = scenario.Settings.Task.Name;
        if (shape.Decisions > 1 && ScenarioRules.NewBaseline(context).NeedsConfidences)
        {
            yield return Line(scenario, "baseline", $"{context.Say("baseline")}; it is for tasks of one decision a "
                + $"row, and task '{task}' has {shape.Decisions}. Choose another baseline.");
        }

        if (scenario.Settings.Evaluation.Rows > heldOutCount)
        {
            yield return Line(scenario, Rows, $"{context.Say(Rows)}; "
                + $"task '{task}' has {heldOutCount} held-out contexts. Set it to at most {heldOutCount}.");
        }
    }

    /// <summary>Lets a default go with the task: fewer held-out contexts are measured where there are fewer.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="heldOutCount">The task's number of held-out contexts.</param>
    public static EffectiveScenario Fit(EffectiveScenario scenario, int heldOutCount)
    {
        // By value, not by source: a head and code hand scenarios on with all defaults written out.
        EffectiveValue rows = scenario.Value(Rows);
        return rows.Text == rows.Definition.Default && scenario.Settings.Evaluation.Rows > heldOutCount
            ? scenario.With(rows with { Text = heldOutCount.ToString(CultureInfo.InvariantCulture) })
            : scenario;
    }

    /// <summary>Says whether the scenario wants to know of its task what the task does not know.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="catalogues">The catalogues that it was loaded with.</param>
    /// <param name="created">The task.</param>
    /// <returns>One line per problem; none where all is well.</returns>
    public static IEnumerable<string> CheckKnowledge(
        EffectiveScenario scenario, PartCatalogues catalogues, ITask created)
    {
        if (scenario.Settings.Recorder.Cosines && created is not IExactRewards { Shape.Decisions: 1 })
        {
            yield return Line(
                scenario, "recorder.cosines", $"{new RuleContext(scenario, catalogues).Say("recorder.cosines")}; "
                + $"task '{scenario.Settings.Task.Name}' does not know the expected reward of each action, "
                + "which the exact gradient needs. Leave it out.");
        }
    }

    private static string Line(EffectiveScenario scenario, string path, string message)
    {
        ValueSource source = scenario.Source(path);
        source = source.Layer == SourceLayer.Default ? ValueSource.File(scenario.File, 0) : source;
        return new ScenarioProblem(source, path, message).ToString();
    }
}
