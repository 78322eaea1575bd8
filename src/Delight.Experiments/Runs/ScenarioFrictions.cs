using Delight.Actors.Testing.Training;
using Delight.Experiments.Scenarios;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Experiments.Runs;

/// <summary>The links and the faults of a scenario.</summary>
internal static class ScenarioFrictions
{
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
            Faults = [.. scenario.List("faults").Select(Fault)],
        };
    }

    private static Fault Fault(ScenarioSection fault) => new()
    {
        Kind = KindOf(fault.Text("kind")),
        Targets = FaultRules.Names(fault, "target"),
        Against = FaultRules.Names(fault, "against"),
        Direction = PreparedScenario.Word<FaultDirection>(fault.Text("direction")),
        At = DurationOf(fault, "at") ?? TimeSpan.Zero,
        Every = DurationOf(fault, "every"),
        Until = DurationOf(fault, "until"),
        Lasts = DurationOf(fault, "lasts") ?? TimeSpan.Zero,
        Factor = NumberOf(fault, "factor") ?? 1,
        Change = ChangeOf(fault),
    };

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
