using System.Text.Json.Nodes;

namespace Delight.Actors.Tests.Cluster;

/// <summary>A learner that is much slower than its workers.</summary>
[Collection("Processes")]
[Trait("Category", "Processes")]
public sealed class BackPressureTests
{
    private const int RowsInFlightMax = 100;

    // Without credits 4 workers make 50,000 rows a second and more, of about 100 bytes each, for 4 s.
    private const long GrowthMax = 20_000_000;

    [HostFact]
    public async Task Memory_OfHeadAndNodeWhileTheLearnerIsSlow_StaysFlat()
    {
        await using ClusterRun run = new() { Scenario = Scenario };
        HostProcess head = run.HeadProcess("--out", run.Record);
        HostProcess node = run.NodeProcess("--workers", "4");
        await run.UntilUpdateAsync(40); // both have warmed up
        long[] before = [head.ResidentBytes(), node.ResidentBytes()];
        await run.UntilUpdateAsync(80);
        long[] after = [head.ResidentBytes(), node.ResidentBytes()];
        await run.EndAsync(head, 80);
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
