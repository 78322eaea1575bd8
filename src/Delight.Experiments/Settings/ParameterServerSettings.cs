using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Delight.Experiments.Settings;

[Description("The role that holds and publishes policy snapshots.")]
public sealed record ParameterServerSettings
{
    [Description("node that it runs on"), NameText]
    public string Node { get; init; } = "parameter-server";

    [Description("learner steps from one published snapshot to the next"), Range(1, Limits.CountMax)]
    public int PublishEvery { get; init; } = 1;
}
