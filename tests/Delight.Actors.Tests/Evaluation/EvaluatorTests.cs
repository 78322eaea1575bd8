using Akka.Actor;
using Delight.Actors.Evaluation;
using Delight.Actors.Running;
using Delight.Determinism;
using Delight.Learning.Parameters;
using Delight.Learning.Policies.Transformer;
using Delight.Learning.Tasks.Sequences;
using Delight.Learning.Training;
using Delight.Simulation.TestKit;

namespace Delight.Actors.Tests.Evaluation;

public sealed class EvaluatorTests : SimulationTestKit
{
    [Theory]
    [InlineData(1f, 0.0)]
    [InlineData(0f, 1.0)]
    [InlineData(-1f, 1.0)]
    public void EvaluatePolicy_Bandit_MeasuresTheMostProbableArm(float logitOfTheBest, double error)
    {
        SimulationTestProbe recorder = CreateTestProbe("recorder");
        TrainerParts parts = TestTraining.BanditParts(8);
        IActorRef evaluator = Sys.ActorOf(RoleProps.Of(() => new Evaluator(
            recorder.Ref, () => new HeldOutEvaluation(parts.Task, parts.Policy, 100), RunStreams.Of(1))));
        evaluator.Tell(new EvaluatePolicy(new(new PolicyVersion(0, 9), [0, 0, logitOfTheBest])));
        PolicyEvaluated evaluated = recorder.ExpectMsg<PolicyEvaluated>();
        Assert.Equal((new PolicyVersion(0, 9), 1), (evaluated.Version, evaluated.Rows));
        Assert.Equal((error, error), (evaluated.Figures.Error, evaluated.Figures.TokenError));
        Assert.Equal(TimeSpan.Zero, Simulation.Elapsed);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 10)]
    [InlineData(64, 64)]
    [InlineData(1000, 64)]
    public void Measure_MoreOrFewerRows_CountsTheFirstOnes(int asked, int used)
    {
        TrainerParts parts = TestTraining.ImageParts(8);
        using HeldOutEvaluation evaluation = new(parts.Task, parts.Policy, asked);
        Assert.Equal(used, evaluation.Rows);

        // Zero weights leave all three answers alike, so the lowest is taken: right on every third image, from the
        // first one on.
        int right = (used + 2) / 3;
        EvaluationFigures figures = evaluation.Measure(new float[parts.Policy.Layout.Length], RunStreams.Of(1));
        Assert.Equal((used - right) / (double)used, figures.Error);
        Assert.Equal(right / (double)used, figures.RewardMean);
    }

    [Fact]
    public void Measure_AnswerWithOneWrongToken_CountsTheAnswerTheTokenAndThePrefix()
    {
        // Zero weights sample both tokens alike: by the same draws, errors and rewards are counted here.
        TokenReversal task = new(length: 3, vocabulary: 2, new PrefixReward(1));
        TransformerPolicy policy = new(task.Shape, new TransformerOptions { Width = 8, Heads = 1, Layers = 1 });
        using HeldOutEvaluation evaluation = new(task, policy, 200);
        RandomStream same = RandomStream.Derive(7, "evaluation");
        EvaluationFigures figures = evaluation.Measure(new float[policy.Layout.Length], RunStreams.Of(7));
        int wrong = 0, tokens = 0, prefixes = 0;
        byte[] context = new byte[3];
        for (int row = 0; row < 200; row++)
        {
            task.HeldOutContext(row, context);
            bool[] right = [.. Enumerable.Range(0, 3)
                .Select(t => (same.NextUniform() < 0.5 ? 0 : 1) == context[2 - t])];
            wrong += right.All(isRight => isRight) ? 0 : 1;
            tokens += right.Count(isRight => !isRight);
            prefixes += right.TakeWhile(isRight => isRight).Count();
        }

        Assert.Equal((wrong / 200.0, tokens / 600.0), (figures.Error, figures.TokenError));
        Assert.Equal(prefixes / 600.0, figures.RewardMean, 6);
    }
}
