using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Delight.Simulation.Network;

namespace Delight.Experiments.Settings;

[Description("How messages travel from node to node; within a node they take no time.")]
public sealed record NetworkSettings
{
    [Description("latency between any two nodes without a link of their own")]
    public Latency Latency { get; init; } = TimeSpan.FromMilliseconds(1);

    [Description("share of the messages that get lost"), Range(0.0, 1, MaximumIsExclusive = true)]
    public double LossShare { get; init; }

    [Description("share of the messages that arrive twice"), Range(0.0, 1)]
    public double DuplicationShare { get; init; }

    [Description("share of the messages that leave the order and take twice as long"), Range(0.0, 1)]
    public double ReorderingShare { get; init; }

    [Description("bandwidth of each link; messages queue for it; not set: no message waits for another")]
    [Range(0.0, Limits.BandwidthMax, MinimumIsExclusive = true)]
    public double? BytesPerSecond { get; init; }

    [Description("time until a dead node, or an end beyond a cut link, is noticed by who watches")]
    public TimeSpan DetectionTime { get; init; } = TimeSpan.FromSeconds(1);

    public IReadOnlyList<LinkSettings> Links { get; init; } = [];
}
