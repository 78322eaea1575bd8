using Delight.Actors.Learners;
using Delight.Actors.Recording;
using Delight.Actors.Rollouts;
using Delight.Simulation.TestKit;

namespace Delight.Actors.Tests.Learners;

/// <summary>A learner that drops groups which teach nothing, and asks for others.</summary>
public sealed class LearnerRefillTests : LearnerKit
{
    private readonly SimulationTestProbe _a;
    private readonly SimulationTestProbe _b;

    public LearnerRefillTests() => (_a, _b) = (CreateTestProbe("a"), CreateTestProbe("b"));

    [SimulationFact]
    public void Refill_CompleteGroupOfEqualRewards_IsDroppedAndItsCreditReturns()
    {
        // Groups of two rows over requests of one: group 5 ends in request 1, group 6 has different rewards.
        Start(Options with { RefillTolerance = 0, RowsInFlightMax = 2 }, samplesPerContext: 2);
        Ask(_a, slots: 1, rowsPerRequest: 1);
        Ask(_b, slots: 1, rowsPerRequest: 1);
        Answer(_a, OfGroup(0, key: 5, reward: 1));
        Answer(_b, OfGroup(1, key: 5, reward: 1));
        Assert.Equal([new RowsDropped(1, "uninformative", 0, RowDifficulty.Solved),
            new RowsDropped(1, "uninformative", 0, RowDifficulty.Solved)], Recorder.TakeAll<RowsDropped>());
        Answer(_a, OfGroup(2, key: 6, reward: 1));
        Answer(_b, OfGroup(3, key: 6, reward: 0));
        Assert.Equal(2, Recorder.TakeAll<BatchTrained>().Sum(trained => trained.Staleness.Sum(entry => entry.Rows)));
        Assert.Empty(Recorder.TakeAll<RowsDropped>());
    }

    [SimulationFact]
    public void Refill_NoGroupThatTeaches_TrainsAfterTenBatches()
    {
        Start(Options with { RefillTolerance = 0, RowsInFlightMax = 2 }, samplesPerContext: 2);
        Ask(_a, slots: 1, rowsPerRequest: 2);
        for (int request = 0; request <= GroupRefill.BatchesDroppedMax; request++)
        {
            Assert.Empty(Recorder.TakeAll<BatchTrained>());
            Answer(_a, Trajectories.Of(request, rows: 2, step: 0) with
            {
                Rewards = new float[2], GroupKeys = new long[] { request, request },
            });
        }

        Assert.Single(Recorder.TakeAll<BatchTrained>());
    }

    private static TrajectoriesReady OfGroup(long request, long key, float reward) =>
        Trajectories.Of(request, rows: 1, step: 0) with { Rewards = new[] { reward }, GroupKeys = new[] { key } };
}
