using Akka.Actor;
using Delight.Actors.Coordination;
using Delight.Actors.Evaluation;
using Delight.Actors.Learners;
using Delight.Actors.Recording;
using Delight.Actors.Running;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;
using Delight.Simulation.TestKit;

namespace Delight.Actors.Tests.Coordination;

public sealed class CoordinatorTests : SimulationTestKit
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly TrainingFinished Finished = new(new PolicySnapshot(new PolicyVersion(0, 30), [1, 2, 3]));

    private readonly TrainingPlan _plan =
        TestTraining.Plan(TestTraining.BanditParts(8), TestTraining.Learner(), TestTraining.Pool(count: 2));

    private readonly SimulationTestProbe _evaluator;
    private readonly IActorRef _coordinator;

    public CoordinatorTests()
    {
        _evaluator = CreateTestProbe("evaluator");
        _coordinator = Sys.ActorOf(RoleProps.Of(() => new Coordinator(_plan, _evaluator.Ref)), "coordinator");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void End_OfLearnerAndRecord_CompletesInEitherOrder(bool isLearnerFirst)
    {
        Tell(isLearnerFirst ? Finished : new FinalPolicyRecorded());
        Assert.False(_plan.Outcome.IsOver);
        Tell(isLearnerFirst ? new FinalPolicyRecorded() : Finished);
        Assert.True(_plan.Outcome.Completion.IsCompletedSuccessfully);
        Assert.Equal([1f, 2, 3], _plan.Outcome.Parameters!);
        Assert.Equal(new PolicyVersion(0, 30), _plan.Outcome.Version);
        Assert.Same(Finished.Snapshot, _evaluator.ExpectMsg<EvaluatePolicy>().Snapshot);
    }

    [SimulationFact]
    public void TrainingFinished_Twice_CountsOnce()
    {
        Tell(Finished);
        _evaluator.ExpectMsg<EvaluatePolicy>();
        Tell(new TrainingFinished(new PolicySnapshot(new PolicyVersion(1, 30), [4, 5, 6])));
        _evaluator.ExpectNoMsg(TimeSpan.FromMinutes(1));
        Tell(new FinalPolicyRecorded());
        Assert.Equal([1f, 2, 3], _plan.Outcome.Parameters!);
    }

    [SimulationFact]
    public void FinalEvaluation_ThatIsNotRecorded_IsAskedForEveryTwoMinutes()
    {
        Tell(Finished);
        _evaluator.ExpectMsg<EvaluatePolicy>();
        foreach (int minutes in (int[])[2, 4, 6])
        {
            _evaluator.ExpectMsg<EvaluatePolicy>(Hour);
            Assert.Equal(TimeSpan.FromMinutes(minutes), Simulation.Elapsed);
        }

        Assert.False(_plan.Outcome.IsOver);
    }

    [SimulationFact]
    public void Training_WithoutARow_IsStalledAfterTwoChecks()
    {
        RunFor((2 * Hour) - TimeSpan.FromSeconds(1));
        Assert.False(_plan.Outcome.IsOver);
        RunFor(TimeSpan.FromSeconds(1));
        RoleFailedException failure = FailureOf();
        Assert.Equal("/user/coordinator", failure.Role);
        Assert.IsType<TrainingStalledException>(failure.InnerException);
        Assert.Contains("no update for 1 h after 0 of 30", failure.Message, StringComparison.Ordinal);
    }

    [SimulationFact]
    public void Training_ThatGetsOn_IsNotStalled()
    {
        for (int hour = 0; hour < 10; hour++)
        {
            RunFor(Hour);
            _plan.Totals.Staleness.Add(0, 8);
        }

        Assert.False(_plan.Outcome.IsOver);
        RunFor(2 * Hour);
        Assert.IsType<TrainingStalledException>(FailureOf().InnerException);
    }

    [SimulationFact]
    public void RoleStopped_OfTheLastWorker_EndsTheTraining()
    {
        Tell(Stopped("worker-0", RoleWave.Worker));
        Assert.False(_plan.Outcome.IsOver);
        Tell(Stopped("worker-1", RoleWave.Worker));
        Assert.IsType<RoleLostException>(FailureOf().InnerException);
        Assert.StartsWith(
            "/user/coordinator failed: every rollout worker has stopped", FailureOf().Message,
            StringComparison.Ordinal);
    }

    [SimulationFact]
    public void NodeReturned_WithAWorkerThatHadStopped_CountsItAgain()
    {
        Tell(Stopped("worker-0", RoleWave.Worker));
        Tell(new NodeReturned("node"));
        Tell(Stopped("worker-1", RoleWave.Worker));
        Assert.False(_plan.Outcome.IsOver);
        Tell(Stopped("worker-0", RoleWave.Worker));
        Assert.IsType<RoleLostException>(FailureOf().InnerException);
    }

    [SimulationFact]
    public void RoleStopped_OfWorkersAfterTheLastUpdate_LetsTheTrainingEnd()
    {
        Tell(Finished);
        Tell(Stopped("worker-0", RoleWave.Worker));
        Tell(Stopped("worker-1", RoleWave.Worker));
        Tell(new FinalPolicyRecorded());
        Assert.True(_plan.Outcome.Completion.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(RoleWave.Service)]
    [InlineData(RoleWave.Learner)]
    public void RoleStopped_OfAnyOtherRole_EndsTheTraining(RoleWave wave)
    {
        Tell(Stopped("role", wave));
        Assert.StartsWith(
            "/user/coordinator failed: /user/node/role has stopped after too many restarts", FailureOf().Message,
            StringComparison.Ordinal);
    }

    [SimulationFact]
    public void RoleStopped_Fatally_NamesTheRoleAndItsFailure()
    {
        InvalidOperationException disk = new("the disk is full");
        Tell(new RoleStopped("/user/coordinator/recorder", RoleWave.Record, disk, IsFatal: true));
        Tell(Stopped("learner", RoleWave.Learner)); // the first failure counts
        RoleFailedException failure = FailureOf();
        Assert.Equal("/user/coordinator/recorder", failure.Role);
        Assert.Equal("/user/coordinator/recorder failed: the disk is full", failure.Message);
        Assert.Same(disk, failure.InnerException);
    }

    [SimulationFact]
    public void Crash_OfItsOwn_EndsTheTraining()
    {
        RunFor(TimeSpan.Zero);
        Crash(_coordinator, new InvalidOperationException("broken"));
        RunFor(TimeSpan.Zero);
        Assert.Equal("/user/coordinator failed: broken", FailureOf().Message);
    }

    private static RoleStopped Stopped(string role, RoleWave wave) =>
        new($"/user/node/{role}", wave, new InvalidOperationException("broken"), IsFatal: false);

    private void Tell(object message)
    {
        _coordinator.Tell(message);
        RunFor(TimeSpan.Zero);
    }

    private RoleFailedException FailureOf() =>
        Assert.IsType<RoleFailedException>(_plan.Outcome.Completion.Exception?.InnerException);
}
