using Delight.Actors.Evaluation;
using Delight.Actors.Port;
using Delight.Actors.Snapshots;
using Delight.Actors.Testing;
using Delight.Determinism;
using Delight.Learning.Parameters;
using Delight.Learning.Training;

namespace Delight.Actors.Tests.Evaluation;

public sealed class EvaluatorTests
{
    [Theory]
    [InlineData(1f, 0.0)]
    [InlineData(-1f, 1.0)]
    public void EvaluatePolicy_Bandit_MeasuresTheMostProbableArm(float logitOfTheBest, double error)
    {
        using SimulatedHarness harness = new();
        Probe recorder = new("recorder");
        ActorRef address = harness.Spawn("recorder", recorder.Spec);
        TrainerParts parts = TestTraining.BanditParts(8);
        ActorRef evaluator = harness.Spawn("evaluator", new ActorSpec
        {
            Create = () => new Evaluator(address, () => new HeldOutEvaluation(parts.Task, parts.Policy, 100)),
        });
        PolicySnapshot snapshot = new(new PolicyVersion(0, 9), [logitOfTheBest, 0, 0]);
        harness.Send(evaluator, new EvaluatePolicy(snapshot));
        harness.Settle();
        Assert.Equal(new PolicyEvaluated(new PolicyVersion(0, 9), error, Rows: 1), recorder.Expect<PolicyEvaluated>());
        Assert.Equal(TimeSpan.Zero, harness.Elapsed);
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
