using Akka.Actor;
using Delight.Actors.Evaluation;
using Delight.Actors.Running;
using Delight.Determinism;
using Delight.Learning.Parameters;
using Delight.Learning.Training;
using Delight.Simulation.TestKit;

namespace Delight.Actors.Tests.Evaluation;

public sealed class EvaluatorTests : SimulationTestKit
{
    [Theory]
    [InlineData(1f, 0.0)]
    [InlineData(-1f, 1.0)]
    public void EvaluatePolicy_Bandit_MeasuresTheMostProbableArm(float logitOfTheBest, double error)
    {
        SimulationTestProbe recorder = CreateTestProbe("recorder");
        TrainerParts parts = TestTraining.BanditParts(8);
        IActorRef evaluator = Sys.ActorOf(RoleProps.Of(() => new Evaluator(
            recorder.Ref, () => new HeldOutEvaluation(parts.Task, parts.Policy, 100), RunStreams.Of(1))));
        evaluator.Tell(new EvaluatePolicy(new(new PolicyVersion(0, 9), [logitOfTheBest, 0, 0])));
        recorder.ExpectMsg(new PolicyEvaluated(new PolicyVersion(0, 9), error, Rows: 1));
        Assert.Equal(TimeSpan.Zero, Simulation.Elapsed);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 10)]
    [InlineData(64, 64)]
    [InlineData(1000, 64)]
    public void Error_MoreOrFewerRows_CountsTheFirstOnes(int asked, int used)
    {
        TrainerParts parts = TestTraining.ImageParts(8);
        using HeldOutEvaluation evaluation = new(parts.Task, parts.Policy, asked);
        Assert.Equal(used, evaluation.Rows);

        // Zero weights leave all three answers alike, so the lowest is taken: right on every third image, from the
        // first one on.
        RandomStream random = RandomStream.Derive(1, "evaluation");
        int right = (used + 2) / 3;
        Assert.Equal((used - right) / (double)used,
            evaluation.Error(new float[parts.Policy.Layout.Length], ref random));
    }
}
