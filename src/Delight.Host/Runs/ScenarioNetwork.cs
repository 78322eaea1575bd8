using Delight.Actors.Network;
using Delight.Host.Scenarios;

namespace Delight.Host.Runs;

/// <summary>The links of a scenario.</summary>
internal static class ScenarioNetwork
{
    /// <summary>The node of the coordinator and the recorder, who stand beside the experiment: what they are told
    /// is late at most, never lost.</summary>
    public const string ControlNode = "coordinator";

    public static NetworkOptions Read(EffectiveScenario scenario)
    {
        NetworkOptions options = new()
        {
            Latency = scenario.Latency("network.latency"),
            LossShare = scenario.Number("network.lossShare"),
            DuplicationShare = scenario.Number("network.duplicationShare"),
            ReorderingShare = scenario.Number("network.reorderingShare"),
            BytesPerSecond = NumberOf(scenario, "network.bytesPerSecond") ?? double.PositiveInfinity,
            DetectionTime = scenario.Duration("network.detectionTime"),
            ReliableNodes = [ControlNode],
        };
        return options with { Links = [.. scenario.List("network.links").Select(link => Link(link, options))] };
    }

    private static LinkOptions Link(ScenarioSection link, LinkQuality rest) => new(
        link.Text("from"), link.Text("to"), link.IsSet("latency") ? link.Latency("latency") : rest.Latency)
    {
        LossShare = NumberOf(link, "lossShare") ?? rest.LossShare,
        DuplicationShare = NumberOf(link, "duplicationShare") ?? rest.DuplicationShare,
        ReorderingShare = NumberOf(link, "reorderingShare") ?? rest.ReorderingShare,
        BytesPerSecond = NumberOf(link, "bytesPerSecond") ?? rest.BytesPerSecond,
    };

    private static double? NumberOf(ScenarioSection section, string path) =>
        section.IsSet(path) ? section.Number(path) : null;
}
