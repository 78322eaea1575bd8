using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Delight.Experiments.Settings;

[Description("Measurements on held-out contexts; they never train.")]
public sealed record EvaluationSettings
{
    [Description("node that the evaluator runs on"), NameText]
    public string Node { get; init; } = "evaluator";

    [Description("learner steps from one evaluation to the next"), Range(1, Limits.CountMax)]
    public int Every { get; init; } = 200;

    [Description("held-out rows of one evaluation"), Range(1, Limits.CountMax)]
    public int Rows { get; init; } = 10_000;
}
