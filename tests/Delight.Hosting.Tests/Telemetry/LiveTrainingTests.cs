using Delight.Actors.Coordination;
using Delight.Actors.Testing.Training;
using Delight.Experiments.Runs;

namespace Delight.Hosting.Tests.Telemetry;

/// <summary>The instruments of a live training with frictions agree with what the run counts itself.</summary>
public sealed class LiveTrainingTests
{
    [Fact]
    public async Task Instruments_OfATrainingWithLossAndCrashes_AgreeWithItsCounts()
    {
        using InstrumentTotals totals = new();
        PreparedScenario prepared = TinyTraining.Prepared(
            200, "network.lossShare=0.02", """faults=[{"kind":"crash-actor","target":"rollout","at":"200ms"}]""",
            "learner.requestTimeout=100ms", "learner.checkpointEvery=50");
        TrainingPlan plan = TinyTraining.PlanOf(prepared);
        using CancellationTokenSource end = new(HostedMember.Patience);
        TrainingResult result = await new LiveTraining().RunAsync(plan, prepared.Frictions, observer: null, end.Token);
        Assert.Equal(200, totals.Sum("delight.learner.updates"));
        Assert.Equal(plan.Totals.Episodes, totals.Sum("delight.learner.rows.trained"));
        Assert.Equal(
            Weighted(plan.Totals.Staleness.Counts), totals.Sum("delight.learner.staleness"));
        Assert.Equal(plan.Totals.Dropped, totals.ByReason("delight.learner.rows.dropped"));
        Assert.True(totals.Sum("delight.actor.restarts") > 0);
        Assert.Equal(result.Counters.Restarts, totals.Sum("delight.actor.restarts"));
        Assert.True(totals.ByReason("delight.messages.dropped")["network-loss"] > 0);
        Assert.Equal(result.Counters.Dropped, totals.ByReason("delight.messages.dropped"));
    }

    private static long Weighted(ReadOnlySpan<long> rows)
    {
        long sum = 0;
        for (int staleness = 0; staleness < rows.Length; staleness++)
        {
            sum += staleness * rows[staleness];
        }

        return sum;
    }
}
