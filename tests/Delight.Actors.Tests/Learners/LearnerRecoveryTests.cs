using Delight.Actors.Learners;
using Delight.Actors.Messages;
using Delight.Actors.ParameterServers;
using Delight.Actors.Recording;
using Delight.Actors.Rollouts;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;
using Delight.Learning.Training;
using Delight.Simulation.TestKit;

namespace Delight.Actors.Tests.Learners;

/// <summary>What a learner does when it crashed, when an answer does not come, and when answers come too
/// late.</summary>
public sealed class LearnerRecoveryTests : LearnerKit
{
    private readonly SimulationTestProbe _a;
    private readonly SimulationTestProbe _b;

    public LearnerRecoveryTests() => (_a, _b) = (CreateTestProbe("a"), CreateTestProbe("b"));

    [SimulationFact]
    public void Crash_AfterACheckpoint_GoesOnFromItInANewTerm()
    {
        Start(Options with { CheckpointEvery = 2 });
        Ask(_a, slots: 1, life: 0);
        for (int request = 0; request < 3; request++)
        {
            Answer(_a, Trajectories.Of(request, rows: 2, step: request));
        }

        IReadOnlyList<PolicySnapshot> before = Published();
        Assert.Equal(new PolicyVersion(0, 3), before[^1].Version);
        CrashLearner();
        PolicySnapshot after = Assert.Single(Published());
        Assert.Equal(new PolicyVersion(1, 2), after.Version);
        Assert.Equal(
            before.Single(published => published.Version.Step == 2).Parameters.ToArray(), after.Parameters.ToArray());

        // Rows 0 to 3 were trained on. Row numbers go on where the checkpoint stood: the grant of rows 4 and 5 came
        // after.
        LearnerRecovered recovered = Assert.Single(Recorder.TakeAll<LearnerRecovered>());
        Assert.Equal((new PolicyVersion(1, 2), 0L), (recovered.Version, recovered.RowsLost));
        Assert.Equal(
            [new(0, 0), new(0, 1), new(0, 2), new RequestId(0, 3)],
            _a.TakeAll<GenerateRollouts>().Select(grant => grant.Request));
        Ask(_a, slots: 1, life: 0);
        GenerateRollouts first = Assert.Single(_a.TakeAll<GenerateRollouts>());
        Assert.Equal((new RequestId(1, 2), 4L), (first.Request, first.FirstRow));
        Assert.Equal(new PolicyVersion(1, 0), first.OldestVersion);
    }

    [SimulationFact]
    public void Crash_DuringTheUpdateThatSaves_LeavesNoCheckpoint()
    {
        Start(Options with { CheckpointEvery = 1, StepTime = 4 * Second });
        Ask(_a, slots: 1, life: 0);
        Answer(_a, Trajectories.Of(0, rows: 2, step: 0));
        Assert.Equal(1, Disk.Load()!.Trainer.Steps);
        Answer(_a, Trajectories.Of(1, rows: 2, step: 1), time: 2 * Second);
        CrashLearner(); // two of its four seconds into the second update
        RunFor(10 * Second);
        Assert.Equal(1, Disk.Load()!.Trainer.Steps);
        Assert.Equal(new PolicyVersion(1, 1), Published()[^1].Version);
        IReadOnlyList<object> told = Recorder.TakeAll();
        Assert.Single(told.OfType<BatchTrained>());
        Assert.Equal([new PolicyVersion(0, 1)], told.OfType<CheckpointSaved>().Select(saved => saved.Version));
    }

    [SimulationFact]
    public void Crash_WithoutACheckpoint_BeginsWithTheInitialPolicyInANewTerm()
    {
        Start(Options);
        Ask(_a, slots: 1, life: 0);
        PolicySnapshot initial = Assert.Single(Published());
        Answer(_a, Trajectories.Of(0, rows: 2, step: 0));
        CrashLearner();
        PolicySnapshot again = Published()[^1];
        Assert.Equal(new PolicyVersion(1, 0), again.Version);
        Assert.Equal(initial.Parameters.ToArray(), again.Parameters.ToArray());
        CrashLearner();
        Assert.Equal(new PolicyVersion(2, 0), Published()[^1].Version);
    }

    [SimulationFact]
    public void TrajectoriesReady_OfAnEarlierTerm_AreDroppedThoughTheirNumberIsGrantedAgain()
    {
        Start(Options);
        Ask(_a, slots: 1, life: 0);
        CrashLearner();
        Ask(_a, slots: 1, life: 0);
        Assert.Equal(
            [new RequestId(0, 0), new RequestId(1, 0)],
            _a.TakeAll<GenerateRollouts>().Select(grant => grant.Request));
        Answer(_a, Trajectories.Of(0, rows: 2, step: 0));
        IReadOnlyList<object> told = Recorder.TakeAll();
        Assert.Empty(told.OfType<BatchTrained>());
        Assert.Equal(["earlier-term", "earlier-term"], told.OfType<RowsDropped>().Select(drop => drop.Reason));
        Answer(_a, Trajectories.Of(0, rows: 2, step: 0) with { Request = new RequestId(1, 0) });
        Assert.Equal(new PolicyVersion(1, 1), Assert.Single(Recorder.TakeAll<BatchTrained>()).Version);
    }

    [Fact]
    public void Staleness_OfAPolicyOfAnEarlierTerm_CountsFromWhereTheTermsParted()
    {
        // Term 1 parted at step 100. A policy of step 130 in term 0 is from a branch that is no more; one of step 90 is
        // not.
        PolicyVersion now = new(1, 110);
        Assert.Equal(10, RowAge.Between(new PolicyVersion(0, 130), now, recovered: 100));
        Assert.Equal(20, RowAge.Between(new PolicyVersion(0, 90), now, recovered: 100));
        Assert.Equal(7, RowAge.Between(new PolicyVersion(1, 103), now, recovered: 100));
    }

    [SimulationFact]
    public void Request_WithoutAnAnswerInTime_GoesToSomebodyElse()
    {
        Start(Options with { RequestTimeout = 8 * Second, RowsInFlightMax = 2 });
        Ask(_a, slots: 1, life: 0);
        Ask(_b, slots: 1, life: 0);
        Assert.Empty(_b.TakeAll());
        RunFor(11 * Second); // looked after every quarter of the time-out
        Assert.Equal([0L], _b.TakeAll<GenerateRollouts>().Select(grant => grant.Request.Index));
        Assert.Equal([new RowsDropped(2, "lost")], Recorder.TakeAll<RowsDropped>());
        Answer(_a, Trajectories.Of(0, rows: 2, step: 0), time: Second / 100);
        Assert.Empty(Recorder.TakeAll<BatchTrained>()); // it is the other's now
        Answer(_b, Trajectories.Of(0, rows: 2, step: 0), time: Second / 100);
        Assert.Single(Recorder.TakeAll<BatchTrained>());
    }

    [SimulationFact]
    public void Learner_ThatDoesNotGetOn_PublishesItsPolicyAgain()
    {
        Start(Options with { RequestTimeout = 4 * Second });
        RunFor(Second / 2);
        Assert.Single(Published());
        RunFor(3 * Second);
        Assert.Equal([0L, 0, 0], Published().Select(published => published.Version.Step));
    }

    [SimulationFact]
    public void StaleRows_ToBeRefilled_AreGrantedAgainWithTheSameNumbers()
    {
        Start(Options with { BatchRows = 1, StalenessMax = 0, StalenessHandling = StalenessHandling.Refill });
        Ask(_a, slots: 1, life: 0);
        Answer(_a, Trajectories.Of(0, rows: 2, step: 0));

        // The first row makes version 1; the second one is a step too old by then.
        Assert.Equal([(0L, 0L, 2), (1L, 2L, 2)], Numbers(_a));
        Answer(_a, Trajectories.Of(1, rows: 2, step: 1));
        Assert.Equal(["stale", "stale"], Recorder.TakeAll<RowsDropped>().Select(drop => drop.Reason));
        Assert.Equal((2L, 1L, 1), Numbers(_a)[0]);
    }

    [SimulationFact]
    public void StaleRows_ToBeDropped_AreGone()
    {
        Start(Options with { BatchRows = 1, StalenessMax = 0, StalenessHandling = StalenessHandling.Drop });
        Ask(_a, slots: 1, life: 0);
        Answer(_a, Trajectories.Of(0, rows: 2, step: 0));
        Answer(_a, Trajectories.Of(1, rows: 2, step: 1));
        Assert.Equal([(0L, 0L, 2), (1L, 2L, 2), (2L, 4L, 2)], Numbers(_a));
        IReadOnlyList<RowsDropped> drops = Recorder.TakeAll<RowsDropped>();
        Assert.Equal(2, drops.Count);
        Assert.All(drops, drop => Assert.Equal(("stale", 1L), (drop.Reason, drop.Staleness)));
    }

    [Fact]
    public void Capture_RestoredIntoAFreshTrainer_TakesTheSameNextStep()
    {
        TrainerParts parts = TestTraining.BanditParts(rowsMax: 2);
        using PolicyTrainer first = new(parts), second = new(parts with { Seed = 99 });
        TrainingBatch batch = new(2, parts.Task.Shape, parts.Task.ContextBytes);
        TrajectoryQueue queue = new();
        queue.Add(Trajectories.Of(0, rows: 2, step: 0), 0, PolicyVersion.Initial);
        queue.Take(2, taken => taken.Rows.AddTo(batch));
        first.Step(batch);
        first.Step(batch);
        second.Restore(first.Capture());
        Assert.Equal(2, second.Steps);
        first.Step(batch);
        second.Step(batch);
        Assert.Equal(first.Parameters.ToArray(), second.Parameters.ToArray());
    }

    private static List<(long Request, long FirstRow, int Rows)> Numbers(SimulationTestProbe worker) =>
    [
        .. worker.TakeAll<GenerateRollouts>().Select(grant => (grant.Request.Index, grant.FirstRow, grant.Rows)),
    ];

    private List<PolicySnapshot> Published() =>
        [.. Server.TakeAll<PublishPolicy>().Select(publish => publish.Snapshot)];

    private void CrashLearner()
    {
        Crash(Learner);
        RunFor(Second);
    }
}
