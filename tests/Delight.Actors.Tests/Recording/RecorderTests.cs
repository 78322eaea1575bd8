using Akka.Actor;
using Delight.Actors.Evaluation;
using Delight.Actors.Frictions;
using Delight.Actors.Recording;
using Delight.Actors.Running;
using Delight.Actors.Testing;
using Delight.Learning.Parameters;
using Delight.Simulation.TestKit;

namespace Delight.Actors.Tests.Recording;

public sealed class RecorderTests : SimulationTestKit
{
    private readonly RunTotals _totals = new();
    private readonly RecordedRun _run = new();
    private readonly SimulationTestProbe _coordinator;
    private readonly IActorRef _recorder;

    public RecorderTests()
    {
        _coordinator = CreateTestProbe("coordinator");
        RunClock clock = new(Sys.Scheduler);
        _recorder = Sys.ActorOf(
            RoleProps.Of(() => new Recorder(_totals, _run, stepsTotal: 20, _coordinator.Ref, clock)), "recorder");
    }

    [SimulationFact]
    public void BatchTrainedAndRowsDropped_AddUp()
    {
        Send(new BatchTrained(new PolicyVersion(0, 1), [(0, 3), (4, 5)], Counting(RowFriction.LateReward))
        {
            Consumed = new ConsumedRows(),
        });
        FrictionCounts two = Counting(RowFriction.LateReward, RowFriction.BrokenWorker);
        Send(new BatchTrained(new PolicyVersion(0, 2), [(4, 2)], two) { Consumed = new ConsumedRows() });
        Send(new RowsDropped(3, "lost"));
        Send(new RowsDropped(2, "stale"));
        Send(new RowsDropped(1, "lost"));
        Assert.Equal((2L, 10L, 4L), (_totals.Updates, _totals.Episodes, _totals.Staleness.Max));
        Assert.Equal([("broken-worker", 1L), ("late-reward", 2L)], _totals.Frictions.Counted);
        Assert.Equal([("lost", 4L), ("stale", 2L)], _totals.Dropped.Select(entry => (entry.Key, entry.Value)));
    }

    [SimulationFact]
    public void PolicyEvaluated_LastStep_TellsTheCoordinatorOnce()
    {
        RunFor(TimeSpan.FromSeconds(5));
        Send(Trained(step: 20));
        Send(Evaluated(10, 0.5));
        _coordinator.ExpectNoMsg(TimeSpan.Zero);
        Send(Evaluated(20, 0.25));
        _coordinator.ExpectMsg<FinalPolicyRecorded>();
        _coordinator.ExpectNoMsg(TimeSpan.FromHours(1));
        Assert.Equal(
            new EvaluationMeasurement(20, TimeSpan.FromSeconds(5), 0.25, 100) { TokenError = 0.125, RewardMean = 0.75 },
            _totals.EvaluationLast);
        Assert.Equal([10L, 20], _run.Evaluations.Select(measured => measured.Step));
    }

    [SimulationFact]
    public void PolicyEvaluated_LastStepAheadOfItsReport_WaitsForTheReport()
    {
        Send(Trained(step: 19));
        Send(Evaluated(20, 0.25));
        _coordinator.ExpectNoMsg(TimeSpan.Zero);
        Send(Trained(step: 20));
        _coordinator.ExpectMsg<FinalPolicyRecorded>();
    }

    [SimulationFact]
    public void PolicyEvaluated_LastStepWhoseReportACrashLost_IsCompleteWithTheRecovery()
    {
        Send(Trained(step: 19));
        Send(Evaluated(20, 0.25));
        Send(new LearnerRecovered(new PolicyVersion(1, 20), RowsLost: 3));
        _coordinator.ExpectMsg<FinalPolicyRecorded>();
    }

    [SimulationFact]
    public void PolicyEvaluated_LastStepAskedForAgain_IsEnough()
    {
        Send(Evaluated(20, 0.25));
        _coordinator.ExpectNoMsg(TimeSpan.Zero);
        Send(Evaluated(20, 0.25));
        _coordinator.ExpectMsg<FinalPolicyRecorded>();
        Assert.Single(_run.Evaluations);
    }

    [SimulationFact]
    public void PolicyEvaluated_OutOfOrder_KeepsTheNewest()
    {
        Send(Evaluated(10, 0.5));
        Send(Evaluated(5, 0.9));
        Assert.Equal(10, _totals.EvaluationLast!.Step);
        Assert.Equal(2, _run.Evaluations.Count);
    }

    private static PolicyEvaluated Evaluated(long step, double error) => new(
        new PolicyVersion(0, step), new EvaluationFigures(error, error / 2, 1 - error), 100);

    private static BatchTrained Trained(long step) =>
        new(new PolicyVersion(0, step), [(0, 3)], Counting()) { Consumed = new ConsumedRows() };

    private static FrictionCounts Counting(params RowFriction[] rows)
    {
        FrictionCounts counts = new();
        counts.Add(rows);
        return counts;
    }

    private void Send(object message)
    {
        _recorder.Tell(message);
        RunUntilIdle();
    }
}
