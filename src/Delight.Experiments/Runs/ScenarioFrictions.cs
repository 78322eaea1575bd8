using Delight.Actors.Testing.Training;
using Delight.Experiments.Scenarios;
using Delight.Experiments.Settings;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Experiments.Runs;

/// <summary>The links and the faults of a scenario.</summary>
internal static class ScenarioFrictions
{
    /// <summary>Makes them.</summary>
    public static TrainingFrictions Of(Scenario scenario)
    {
        NetworkSettings network = scenario.Network;
        LinkQuality rest = new()
        {
            Latency = network.Latency,
            LossShare = network.LossShare,
            DuplicationShare = network.DuplicationShare,
            ReorderingShare = network.ReorderingShare,
            BytesPerSecond = network.BytesPerSecond ?? double.PositiveInfinity,
        };
        return new TrainingFrictions
        {
            Network = rest,
            Links = [.. network.Links.Select(link => new TrainingLink(link.From, link.To, ChangeOf(link).Apply(rest)))],
            DetectionTime = network.DetectionTime,
            Faults = [.. scenario.Faults.Select(Fault)],
        };
    }

    private static Fault Fault(FaultSettings fault) => new()
    {
        Kind = fault.Kind,
        Targets = FaultRules.Names(fault.Target),
        Against = FaultRules.Names(fault.Against),
        Direction = fault.Direction,
        At = fault.At ?? TimeSpan.Zero,
        Every = fault.Every,
        Until = fault.Until,
        Lasts = fault.Lasts ?? TimeSpan.Zero,
        Factor = fault.Factor ?? 1,
        Change = new LinkChange
        {
            Latency = fault.Latency,
            LossShare = fault.LossShare,
            DuplicationShare = fault.DuplicationShare,
            ReorderingShare = fault.ReorderingShare,
            BytesPerSecond = fault.BytesPerSecond,
        },
    };

    private static LinkChange ChangeOf(LinkSettings link) => new()
    {
        Latency = link.Latency,
        LossShare = link.LossShare,
        DuplicationShare = link.DuplicationShare,
        ReorderingShare = link.ReorderingShare,
        BytesPerSecond = link.BytesPerSecond,
    };
}
