using Delight.Actors.Faults;
using Delight.Host.Scenarios;

namespace Delight.Host.Runs;

/// <summary>The faults of a scenario.</summary>
internal static class ScenarioFaults
{
    /// <summary>The plan; null where nothing goes wrong by plan.</summary>
    public static FaultPlan? Read(EffectiveScenario scenario)
    {
        FaultOptions[] faults = [.. scenario.List("faults").Select(Fault)];
        return faults.Length == 0 ? null : new FaultPlan { Faults = faults, Nodes = [.. scenario.Nodes] };
    }

    private static FaultOptions Fault(ScenarioSection fault) => new()
    {
        Kind = PreparedScenario.Word<FaultKind>(fault.Text("kind")),
        Targets = FaultRules.Names(fault, "target"),
        Against = FaultRules.Names(fault, "against"),
        Direction = PreparedScenario.Word<FaultDirection>(fault.Text("direction")),
        At = DurationOf(fault, "at") ?? TimeSpan.Zero,
        Every = DurationOf(fault, "every"),
        Until = DurationOf(fault, "until"),
        Lasts = DurationOf(fault, "lasts") ?? TimeSpan.Zero,
        Factor = NumberOf(fault, "factor") ?? 1,
        Change = new LinkChange
        {
            Latency = fault.IsSet("latency") ? fault.Latency("latency") : null,
            LossShare = NumberOf(fault, "lossShare"),
            DuplicationShare = NumberOf(fault, "duplicationShare"),
            ReorderingShare = NumberOf(fault, "reorderingShare"),
            BytesPerSecond = NumberOf(fault, "bytesPerSecond"),
        },
    };

    private static TimeSpan? DurationOf(ScenarioSection fault, string path) =>
        fault.IsSet(path) ? fault.Duration(path) : null;

    private static double? NumberOf(ScenarioSection fault, string path) =>
        fault.IsSet(path) ? fault.Number(path) : null;
}
