using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Actors.Testing.Training;

namespace Delight.Actors.Tests.Frictions;

public sealed class FrictionRunTests
{
    private const int Steps = 200, Rows = 20 * Steps;

    [Fact]
    public void Run_AllFrictions_RealisesTheRatesThatItsSettingsGive()
    {
        RunTotals totals = Run().Plan.Totals;
        Assert.Equal((200L, 4000L), (totals.Updates, totals.Episodes));

        // Free slots take turns, so a pool's share of the requests is its share of the 15 · 8 + 2 · 8 + 3 = 139 slots.
        // In 4,000 rows every slot has about 14 turns; who stands in the last one moves a share by up to 1 / 14.
        Between(totals, "broken-worker", 0.9 * 16 / 139, 1.1 * 16 / 139);
        Between(totals, "rounded-weights", 0.9 * 120 / 139, 1.1 * 120 / 139);
        Between(totals, "searched-answer", 0.5 * 0.9 * 3 / 139, 0.5 * 1.1 * 3 / 139); // one row of the two

        // 2 % of 2,000 requests are 40, give or take four standard deviations of 6.3.
        Between(totals, "late-reward", 0.02 - 0.0126, 0.02 + 0.0126);

        // Rewards are 0 or 1, so half of the 12 % flipped ones come out wrong: 6 %. Of the 4 % swapped ones between
        // none and all. Both for the 98 % that come in time. Four standard deviations of a share of 6 to 10 % are 0.015
        // to 0.027, where rows of a request go wrong together.
        Between(totals, "wrong-reward", (0.98 * 0.06) - 0.015, (0.98 * 0.10) + 0.027);
        Assert.Equal(5, totals.Frictions.Counted.Count());
    }

    [Fact]
    public void Run_AllFrictions_IsAsStaleAsItsLinkIsSlow()
    {
        // 290 ms at 10 ms a step are 29 steps, and at most 300 rows wait for 15 batches more. The first 29 steps start
        // from versions of their own age, 15 steps on average.
        StalenessHistogram staleness = Run().Plan.Totals.Staleness;
        double mean = staleness.Counts.ToArray().Select((rows, age) => (double)rows * age).Sum() / Rows;
        Assert.InRange(mean, ((171 * 29) + (29 * 15)) / 200.0, 29 + 15 + 2);
    }

    [Fact]
    public void Run_AllFrictionsTwice_HasTheSameDigest()
    {
        (TrainingPlan first, ulong digest) = Run();
        (TrainingPlan second, ulong again) = Run();
        Assert.Equal(digest, again);
        Assert.Equal(first.Outcome.Parameters, second.Outcome.Parameters);
        Assert.Equal(first.Totals.Frictions.Counted, second.Totals.Frictions.Counted);
    }

    private static (TrainingPlan Plan, ulong Digest) Run()
    {
        TrainingPlan plan = FrictionTraining.Plan(Steps);
        return (plan, SimulatedTraining.Run(plan, FrictionTraining.Frictions).Digest!.Value);
    }

    private static void Between(RunTotals totals, string name, double least, double most)
    {
        double rate = (double)totals.Frictions.Counted.Single(counted => counted.Name == name).Rows / totals.Episodes;
        Assert.True(rate >= least && rate <= most, $"{name} is {rate}; it should be from {least} to {most}");
    }
}
