using Akka.Event;
using Delight.Actors.Evaluation;
using Delight.Actors.Frictions;
using Delight.Actors.Learners;
using Delight.Actors.ParameterServers;
using Delight.Actors.Recording;
using Delight.Actors.Rollouts;
using Delight.Learning.Parameters;
using Delight.Simulation.TestKit;

namespace Delight.Actors.Tests.Learners;

public sealed class LearnerTests : LearnerKit
{
    private readonly SimulationTestProbe _a;

    public LearnerTests() => _a = CreateTestProbe("a");

    [SimulationFact]
    public void PreStart_Always_PublishesAndEvaluatesTheInitialPolicy()
    {
        Start(Options);
        Assert.Equal(PolicyVersion.Initial, Server.ExpectMsg<PublishPolicy>().Snapshot.Version);
        Assert.Equal(PolicyVersion.Initial, Evaluator.ExpectMsg<EvaluatePolicy>().Snapshot.Version);
        Server.ExpectNoMsg(TimeSpan.FromHours(1));
    }

    [SimulationFact]
    public void RequestWork_WithinTheBound_GrantsWhatTheCapacityHolds()
    {
        Start(Options with { StalenessMax = 1, BatchRows = 4 });
        Ask(_a, slots: 3, rowsPerRequest: 3);
        Assert.Equal([(0, 0, 3), (1, 3, 3), (2, 6, 2)], Grants(_a)); // (1 + 0 + 1) · 4 rows
    }

    [SimulationFact]
    public void TrajectoriesReady_AFullBatch_TrainsPublishesAndReports()
    {
        Start(Options with { StepTime = 3 * Second, MeasureEvery = 1, PublishEvery = 1 });
        Ask(_a, slots: 1);
        TimeSpan answered = Simulation.Elapsed;
        _a.Send(Learner, Trajectories.Of(0, rows: 2, step: 0));
        BatchTrained trained = Recorder.ExpectMsg<BatchTrained>(10 * Second);
        Assert.Equal(3 * Second, Simulation.Elapsed - answered);
        Assert.Equal(new PolicyVersion(0, 1), trained.Version);
        Assert.Equal([(0L, 2)], trained.Staleness);
        Assert.Equal(1, Recorder.ExpectMsg<UpdatesMeasured>().Measurement.Step);
        Assert.Equal([0L, 1], Server.TakeAll<PublishPolicy>().Select(publish => publish.Snapshot.Version.Step));
        Assert.Equal([(0, 0, 2), (1, 2, 2)], Grants(_a));
    }

    [SimulationFact]
    public void TrajectoriesReady_UnknownRequestOrTwice_IsDroppedAndCounted()
    {
        Start(Options with { BatchRows = 4 });
        Ask(_a, slots: 1);
        Answer(_a, Trajectories.Of(0, rows: 2, step: 0));
        Answer(_a, Trajectories.Of(0, rows: 2, step: 0));
        Answer(_a, Trajectories.Of(7, rows: 2, step: 0));
        IReadOnlyList<object> told = Recorder.TakeAll();
        Assert.Equal(
            [("unknown-request", 1, RowDifficulty.Unsolved), ("unknown-request", 1, RowDifficulty.Solved),
                ("unknown-request", 2, RowDifficulty.Solved)],
            told.OfType<RowsDropped>().Select(drop => (drop.Reason, drop.Rows, drop.Difficulty!.Value)));
        Assert.Empty(told.OfType<BatchTrained>());
    }

    [SimulationFact]
    public void RequestWork_Again_ReissuesTheSameRequests()
    {
        Start(Options with { BatchRows = 4, StalenessMax = 0 });
        Ask(_a, slots: 2);
        Assert.Equal([(0, 0, 2), (1, 2, 2)], Grants(_a));
        Ask(_a, slots: 2);
        Assert.Equal([(0, 0, 2), (1, 2, 2)], Grants(_a));
        Assert.Equal([new RowsDropped(4, "lost")], Recorder.TakeAll<RowsDropped>());
    }

    [SimulationFact]
    public void TrajectoriesReady_RowsWithFrictions_AreCountedWhereTheyAreTrainedOn()
    {
        Start(Options);
        Ask(_a, slots: 1, rowsPerRequest: 3);
        Answer(_a, Trajectories.Of(0, rows: 3, step: 0) with
        {
            Frictions = new[]
            {
                RowFriction.WrongReward, RowFriction.WrongReward | RowFriction.RoundedWeights, RowFriction.LateReward,
            },
        });
        BatchTrained first = Recorder.ExpectMsg<BatchTrained>();
        Assert.Equal([("wrong-reward", 2L), ("rounded-weights", 1L)], first.Frictions.Counted);
        Answer(_a, Trajectories.Of(1, rows: 3, step: 0));
        BatchTrained second = Recorder.ExpectMsg<BatchTrained>();
        Assert.Equal([("late-reward", 1L)], second.Frictions.Counted);
    }

    [SimulationFact]
    public void Terminated_OfAWorker_ItsWorkGoesToAnother()
    {
        SimulationTestProbe b = CreateTestProbe("b");
        Start(Options with { BatchRows = 4, StalenessMax = 0 });
        Ask(_a, slots: 2);
        Ask(b, slots: 2);
        Assert.Empty(Grants(b));
        Sys.Stop(_a.Ref);
        RunUntilIdle();
        Assert.Equal([(0, 0, 2), (1, 2, 2)], Grants(b));
    }

    [SimulationFact]
    public void TrajectoriesReady_AfterTheLastUpdate_AreCountedAfterEnd()
    {
        Start(Options with { Steps = 1 });
        Ask(_a, slots: 2);
        Answer(_a, Trajectories.Of(0, rows: 2, step: 0));
        Answer(_a, Trajectories.Of(1, rows: 2, step: 0));
        Assert.Equal(new PolicyVersion(0, 1), Coordinator.ExpectMsg<TrainingFinished>().Snapshot.Version);
        Assert.Equal(
            [new RowsDropped(2, "after-end", 1, RowDifficulty.Solved)], Recorder.TakeAll<RowsDropped>());
        Assert.Equal(2, Grants(_a).Count);
    }

    [SimulationFact]
    public void StaleRows_DroppedBetweenTwoUpdates_GiveTheirCreditBack()
    {
        // A broken worker answers with a policy that is one version too old. The second of its two rows becomes too old
        // while it waits for its update. Without its credit nobody would get work again, since the next version is not
        // published yet.
        Start(Options with { BatchRows = 1, StalenessMax = 1, PublishEvery = 2, RowsInFlightMax = 10 });
        Ask(_a, slots: 1);
        Answer(_a, Trajectories.Of(0, rows: 2, step: 0));
        Answer(_a, Trajectories.Of(1, rows: 2, step: 1));
        Assert.Equal([new RowsDropped(1, "stale", 2, RowDifficulty.Solved)], Recorder.TakeAll<RowsDropped>());
        Assert.Equal([(0, 0, 2), (1, 2, 2), (2, 4, 1)], Grants(_a));
    }

    [SimulationFact]
    public void Message_OfAnotherRole_IsUnhandled()
    {
        SimulationTestProbe unhandled = CreateTestProbe("unhandled");
        Sys.EventStream.Subscribe(unhandled.Ref, typeof(UnhandledMessage));
        Start(Options);
        _a.Send(Learner, new SubscribeToPolicy());
        Assert.Equal(Learner, unhandled.ExpectMsg<UnhandledMessage>().Recipient);
    }

    private static List<(int Request, int FirstRow, int Rows)> Grants(SimulationTestProbe worker) =>
    [
        .. worker.TakeAll<GenerateRollouts>()
            .Select(grant => ((int)grant.Request.Index, (int)grant.FirstRow, grant.Rows)),
    ];
}
