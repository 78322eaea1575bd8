using System.Text.Json.Nodes;

namespace Delight.Actors.Tests.Cluster;

/// <summary>A learner that is much slower than its workers.</summary>
[Collection("Processes")]
[Trait("Category", "Processes")]
public sealed class BackPressureTests
{
    private const int RowsInFlightMax = 100;

    // Without credits 4 workers make 50,000 rows a second and more, of about 100 bytes each.
    private const long GrowthMax = 20_000_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(58);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(8);

    [HostFact]
    public async Task Memory_OfHeadAndNodesWhileTheLearnerIsSlow_StaysFlat()
    {
        using ClusterRun run = new(Patience) { Scenario = Scenario };
        HostProcess head = await run.HeadAsync();
        HostProcess[] nodes = [run.Node(), run.Node()];
        await run.UntilAsync("two nodes have joined", () => run.Count("node-joined") == 2);
        await Task.Delay(WarmUp);
        long[] before = [.. nodes.Append(head).Select(process => process.ResidentBytes())];
        await Task.Delay(Watched);
        long[] after = [.. nodes.Append(head).Select(process => process.ResidentBytes())];
        head.Signal("TERM");
        Assert.Equal(130, await run.ExitCodeAsync(head));
        JsonNode result = JsonNode.Parse(head.Output)!;

        // Rows wait for those that were granted before them, and these are never more than the bound; without credits
        // the wait would grow with the run, to hundreds of updates.
        Assert.InRange((double)result["staleness"]!["mean"]!, 0.1, RowsInFlightMax / ClusterRun.BatchRows);
        Assert.All(before.Zip(after), pair => Assert.True(
            pair.Second - pair.First < GrowthMax, $"from {pair.First} to {pair.Second} bytes\n{run.Everything()}"));
    }

    private static string Scenario
    {
        get
        {
            JsonNode scenario = JsonNode.Parse(ClusterRun.BanditText)!;
            JsonObject learner = scenario["learner"]!.AsObject();
            (learner["steps"], learner["rowsInFlightMax"]) = (1_000_000, RowsInFlightMax);
            learner.Remove("stalenessMax");
            scenario["estimator"] = "slow(milliseconds=100)";
            return scenario.ToJsonString();
        }
    }
}
