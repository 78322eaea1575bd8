using Delight.Actors.Testing.Training;
using Delight.Host.Scenarios;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Host.Runs;

/// <summary>The links and the faults of a scenario.</summary>
internal static class ScenarioFrictions
{
    /// <summary>The node of the coordinator and the recorder, who stand beside the experiment: what they are told
    /// is late at most, never lost.</summary>
    public const string ControlNode = "coordinator";

    /// <summary>Reads them.</summary>
    public static TrainingFrictions Read(EffectiveScenario scenario)
    {
        LinkQuality rest = new()
        {
            Latency = scenario.Latency("network.latency"),
            LossShare = scenario.Number("network.lossShare"),
            DuplicationShare = scenario.Number("network.duplicationShare"),
            ReorderingShare = scenario.Number("network.reorderingShare"),
            BytesPerSecond = NumberOf(scenario, "network.bytesPerSecond") ?? double.PositiveInfinity,
        };
        return new TrainingFrictions
        {
            Network = rest,
            Links =
            [
                .. scenario.List("network.links").Select(link => new TrainingLink(
                    link.Text("from"), link.Text("to"), ChangeOf(link).Apply(rest))),
            ],
            DetectionTime = scenario.Duration("network.detectionTime"),
            Faults = [.. scenario.List("faults").Select(fault => Fault(fault, scenario.Nodes))],
        };
    }

    private static Fault Fault(ScenarioSection fault, IEnumerable<string> nodes)
    {
        IReadOnlyList<string> targets = FaultRules.Names(fault, "target");
        FaultKind kind = KindOf(fault.Text("kind"));
        IReadOnlyList<string> against = FaultRules.Names(fault, "against");
        if (kind is FaultKind.Cut or FaultKind.Degrade && against.Count == 0)
        {
            against = [.. nodes.Where(node => node != ControlNode).Except(targets, StringComparer.Ordinal)];
        }

        return new Fault
        {
            Kind = kind,
            Targets = targets,
            Against = against,
            Direction = PreparedScenario.Word<FaultDirection>(fault.Text("direction")),
            At = DurationOf(fault, "at") ?? TimeSpan.Zero,
            Every = DurationOf(fault, "every"),
            Until = DurationOf(fault, "until"),
            Lasts = DurationOf(fault, "lasts") ?? TimeSpan.Zero,
            Factor = NumberOf(fault, "factor") ?? 1,
            Change = ChangeOf(fault),
        };
    }

    /// <summary>A scenario calls faults of links as the literature does.</summary>
    private static FaultKind KindOf(string word) => word switch
    {
        "partition" => FaultKind.Cut,
        "degrade-link" => FaultKind.Degrade,
        _ => PreparedScenario.Word<FaultKind>(word),
    };

    private static LinkChange ChangeOf(ScenarioSection section) => new()
    {
        Latency = section.IsSet("latency") ? section.Latency("latency") : null,
        LossShare = NumberOf(section, "lossShare"),
        DuplicationShare = NumberOf(section, "duplicationShare"),
        ReorderingShare = NumberOf(section, "reorderingShare"),
        BytesPerSecond = NumberOf(section, "bytesPerSecond"),
    };

    private static TimeSpan? DurationOf(ScenarioSection fault, string path) =>
        fault.IsSet(path) ? fault.Duration(path) : null;

    private static double? NumberOf(ScenarioSection section, string path) =>
        section.IsSet(path) ? section.Number(path) : null;
}
