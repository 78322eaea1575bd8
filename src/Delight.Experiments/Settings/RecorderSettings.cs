using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Delight.Experiments.Settings;

[Description("What the run record keeps.")]
public sealed record RecorderSettings
{
    [Description("learner steps from one line of metrics to the next"), Range(1, Limits.CountMax)]
    public int Every { get; init; } = 50;

    [Description("measure the direction of those updates against the exact policy gradient and cross-entropy")]
    public bool Cosines { get; init; }
}
