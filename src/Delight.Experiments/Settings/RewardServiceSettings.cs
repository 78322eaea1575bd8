using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Delight.Experiments.Settings;

[Description("The role that scores answers.")]
public sealed record RewardServiceSettings
{
    [Description("node that it runs on"), NameText]
    public string Node { get; init; } = "reward-service";

    [Description("time to score one request")]
    public TimeSpan ScoreTime { get; init; }

    [Description("requests that may wait, one more is dropped; not set: no bound"), Range(1, Limits.CountMax)]
    public int? QueueItemsMax { get; init; }

    [Description("share of the rows whose reward is replaced by 0 or 1 at even odds"), Range(0.0, 1)]
    public double FlipShare { get; init; }

    [Description("share of the rows that are paid 1 whatever the answer is"), Range(0.0, 1)]
    public double FalsePositiveShare { get; init; }

    [Description("share of the requests answered with the rewards of the one before"), Range(0.0, 1)]
    public double SwapShare { get; init; }

    [Description("share of the requests whose answer is held back"), Range(0.0, 1)]
    public double LateShare { get; init; }

    [Description("how long late answers are held back")]
    public TimeSpan LateBy { get; init; }
}
