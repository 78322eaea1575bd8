using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Experiments.Settings;

[Description("What goes wrong by plan; the members describe one fault.")]
public sealed record FaultSettings
{
    [Description("what goes wrong"), Example("\"crash-node\"")]
    public required FaultKind Kind { get; init; }

    [Description(
        "nodes, or for faults of actors roles (learner), pools (rollout) or workers (rollout/3); several by commas")]
    [Example("\"workers\"")]
    public required string Target { get; init; }

    [Description("nodes on the other side of a partition or of degraded links; not set: all others")]
    public string? Against { get; init; }

    [Description("which way a partition or degraded links concern, seen from the target")]
    public FaultDirection Direction { get; init; }

    [Description("when it happens to all targets at once; with every: from when on it recurs")]
    public TimeSpan? At { get; init; }

    [Description("mean time from one beginning to the next, exponential, each at one target; not set: once")]
    [Range(0, Limits.SecondsMax, MinimumIsExclusive = true)]
    public TimeSpan? Every { get; init; }

    [Description("when it stops recurring; not set: never")]
    public TimeSpan? Until { get; init; }

    [Description("how long it lasts; not for crash-actor"), Range(0, Limits.SecondsMax, MinimumIsExclusive = true)]
    public TimeSpan? Lasts { get; init; }

    [Description("how many times as long work takes; for slowness"), Range(0.0, 1e6, MinimumIsExclusive = true)]
    public double? Factor { get; init; }

    [Description("new latency of degraded links; not set: as it was, as for what follows")]
    public Latency? Latency { get; init; }

    [Description("new share of messages that get lost"), Range(0.0, 1)]
    public double? LossShare { get; init; }

    [Description("new share of messages that arrive twice"), Range(0.0, 1)]
    public double? DuplicationShare { get; init; }

    [Description("new share of messages that leave the order"), Range(0.0, 1)]
    public double? ReorderingShare { get; init; }

    [Description("new bandwidth"), Range(0.0, Limits.BandwidthMax, MinimumIsExclusive = true)]
    public double? BytesPerSecond { get; init; }
}
