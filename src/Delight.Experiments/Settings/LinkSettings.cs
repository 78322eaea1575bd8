using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Delight.Simulation.Network;

namespace Delight.Experiments.Settings;

[Description("Directed links that differ from the rest; the members describe one link.")]
public sealed record LinkSettings
{
    [Description("node that sends"), NameText, Example("\"parameter-server\"")]
    public required string From { get; init; }

    [Description("node that receives"), NameText, Example("\"workers\"")]
    public required string To { get; init; }

    [Description("latency of this link; not set: as network.latency")]
    public Latency? Latency { get; init; }

    [Description("not set: as network.lossShare"), Range(0.0, 1, MaximumIsExclusive = true)]
    public double? LossShare { get; init; }

    [Description("not set: as network.duplicationShare"), Range(0.0, 1)]
    public double? DuplicationShare { get; init; }

    [Description("not set: as network.reorderingShare"), Range(0.0, 1)]
    public double? ReorderingShare { get; init; }

    [Description("not set: as network.bytesPerSecond"), Range(0.0, Limits.BandwidthMax, MinimumIsExclusive = true)]
    public double? BytesPerSecond { get; init; }
}
