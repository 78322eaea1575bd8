using System.Text.Json.Nodes;
using Delight.Actors.Evaluation;
using Delight.Experiments.Records;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Text;

namespace Delight.Experiments.Runs;

/// <summary>How well a policy does on held-out contexts.</summary>
/// <param name="Policy">What was measured.</param>
/// <param name="Figures">The figures.</param>
/// <param name="Rows">Contexts that were answered.</param>
public sealed record PolicyEvaluation(EvaluatedPolicy Policy, EvaluationFigures Figures, int Rows)
{
    /// <summary>In a sentence.</summary>
    public string Text
    {
        get
        {
            string who = Policy.Record is { } record
                ? NumberText.Text($"{record.Summary.Estimator} after {record.Steps} steps") : Policy.File;
            return $"{who}: " + NumberText.Text(
                $"error {Figures.Error:P2}, token error {Figures.TokenError:P2}, reward {Figures.RewardMean:0.####} ")
                + NumberText.Text($"on {Rows} held-out contexts");
        }
    }

    /// <summary>The object that <c>--json</c> prints.</summary>
    public JsonObject ToJson()
    {
        EffectiveScenario scenario = Policy.Prepared.Scenario;
        RunRecord? record = Policy.Record;
        return new JsonObject
        {
            ["scenario"] = scenario.Name, ["estimator"] = record?.Summary.Estimator,
            ["seed"] = (ulong)scenario.Settings.Seed, ["steps"] = record?.Steps, ["error"] = Figures.Error,
            ["tokenError"] = Figures.TokenError, ["rewardMean"] = Figures.RewardMean, ["rows"] = Rows,
            ["policy"] = Policy.File, ["engine"] = scenario.Value("policy.engine").Text,
            ["outDir"] = record?.Folder,
        };
    }
}
