using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Delight.Learning.Optimisers;

namespace Delight.Experiments.Settings;

[Description("Adam and what surrounds it.")]
public sealed record OptimiserSettings
{
    private static readonly AdamOptions Adam = new();

    [Description("step size of Adam, in units of the parameters"), Range(0.0, 1000, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 0.001;

    [Description("decay per step of the mean gradient"), Range(0.0, 1, MaximumIsExclusive = true)]
    public double Beta1 { get; init; } = Adam.Beta1;

    [Description("decay per step of the mean squared gradient"), Range(0.0, 1, MaximumIsExclusive = true)]
    public double Beta2 { get; init; } = Adam.Beta2;

    [Description("added to the root of the mean squared gradient"), Range(0.0, 1, MinimumIsExclusive = true)]
    public double Epsilon { get; init; } = Adam.Epsilon;

    [Description("course of the learning rate after the warm-up: as it is, or down to 0 at the last step")]
    public LearningRateSchedule Schedule { get; init; }

    [Description("learner steps over which the learning rate rises from 0"), Range(0, Limits.CountMax)]
    public int WarmupSteps { get; init; }

    [Description("longer gradients are shortened to this norm; not set: never")]
    [Range(0.0, 1e9, MinimumIsExclusive = true)]
    public double? GradientNormMax { get; init; }
}
