using Delight.Actors.Evaluation;
using Delight.Actors.Frictions;
using Delight.Actors.Learners;
using Delight.Actors.Port;
using Delight.Actors.Recording;
using Delight.Actors.Testing;
using Delight.Learning.Parameters;

namespace Delight.Actors.Tests.Recording;

public sealed class RecorderTests : IDisposable
{
    private readonly SimulatedHarness _harness = new();
    private readonly RunTotals _totals = new();
    private readonly RecordedRun _run = new();
    private readonly Probe _coordinator = new("coordinator");
    private readonly ActorRef _recorder;

    public RecorderTests()
    {
        ActorRef coordinator = _harness.Spawn("coordinator", _coordinator.Spec);
        _recorder = _harness.Spawn("recorder", new ActorSpec
        {
            Create = () => new Recorder(_totals, _run, stepsTotal: 20, coordinator),
        });
    }

    public void Dispose() => _harness.Dispose();

    [Fact]
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

    [Fact]
    public void PolicyEvaluated_LastStep_TellsTheCoordinatorOnce()
    {
        _harness.Pass(TimeSpan.FromSeconds(5));
        Send(Trained(step: 20));
        Send(new PolicyEvaluated(new PolicyVersion(0, 10), 0.5, 100));
        Assert.Empty(_coordinator.Received);
        Send(new PolicyEvaluated(new PolicyVersion(0, 20), 0.25, 100));
        _coordinator.Expect<FinalPolicyRecorded>();
        _coordinator.ExpectNothingMore();
        Assert.Equal(new EvaluationMeasurement(20, TimeSpan.FromSeconds(5), 0.25, 100), _totals.EvaluationLast);
        Assert.Equal([10L, 20], _run.Evaluations.Select(measured => measured.Step));
    }

    [Fact]
    public void PolicyEvaluated_LastStepAheadOfItsReport_WaitsForTheReport()
    {
        Send(Trained(step: 19));
        Send(new PolicyEvaluated(new PolicyVersion(0, 20), 0.25, 100));
        Assert.Empty(_coordinator.Received);
        Send(Trained(step: 20));
        _coordinator.Expect<FinalPolicyRecorded>();
    }

    [Fact]
    public void PolicyEvaluated_LastStepWhoseReportACrashLost_IsCompleteWithTheRecovery()
    {
        Send(Trained(step: 19));
        Send(new PolicyEvaluated(new PolicyVersion(0, 20), 0.25, 100));
        Send(new LearnerRecovered(new PolicyVersion(1, 20), RowsLost: 3));
        _coordinator.Expect<FinalPolicyRecorded>();
    }

    [Fact]
    public void PolicyEvaluated_LastStepAskedForAgain_IsEnough()
    {
        Send(new PolicyEvaluated(new PolicyVersion(0, 20), 0.25, 100));
        Assert.Empty(_coordinator.Received);
        Send(new PolicyEvaluated(new PolicyVersion(0, 20), 0.25, 100));
        _coordinator.Expect<FinalPolicyRecorded>();
        Assert.Single(_run.Evaluations);
    }

    [Fact]
    public void PolicyEvaluated_OutOfOrder_KeepsTheNewest()
    {
        Send(new PolicyEvaluated(new PolicyVersion(0, 10), 0.5, 100));
        Send(new PolicyEvaluated(new PolicyVersion(0, 5), 0.9, 100));
        Assert.Equal(10, _totals.EvaluationLast!.Step);
        Assert.Equal(2, _run.Evaluations.Count);
    }

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
        _harness.Send(_recorder, message);
        _harness.Settle();
    }
}
