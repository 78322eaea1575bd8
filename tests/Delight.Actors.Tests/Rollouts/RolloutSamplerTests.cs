using Delight.Actors.Frictions;
using Delight.Actors.Messages;
using Delight.Actors.Rollouts;
using Delight.Determinism;
using Delight.Learning.Kernels;
using Delight.Learning.Parameters;
using Delight.Learning.Policies;
using Delight.Learning.Training;

namespace Delight.Actors.Tests.Rollouts;

public sealed class RolloutSamplerTests
{
    private static readonly TrainerParts Parts = FrictionTraining.Parts(rowsMax: 8);

    private static readonly float[] Parameters = InitialParameters();

    [Fact]
    public void Sample_GroupOverTwoRequests_HasOneKeyAndOneContext()
    {
        Rollout first = Sample(firstRow: 0, rows: 3), second = Sample(firstRow: 3, rows: 3);
        Assert.Equal([0L, 0, 0], first.GroupKeys);
        Assert.Equal([0L, 1, 1], second.GroupKeys);
        byte[] prompt = first.Contexts[..3];
        Assert.Equal([.. prompt, .. prompt, .. prompt], first.Contexts);
        Assert.Equal(prompt, second.Contexts[..3]);
        Assert.Equal(second.Contexts[3..6], second.Contexts[6..]);
    }

    [Fact]
    public void Sample_SameRowsInOtherRequests_AreTheSame()
    {
        Rollout whole = Sample(firstRow: 8, rows: 6);
        Rollout left = Sample(firstRow: 8, rows: 2), right = Sample(firstRow: 10, rows: 4);
        Assert.Equal(whole.Contexts, left.Contexts.Concat(right.Contexts));
        Assert.Equal(whole.Chosen, left.Chosen.Concat(right.Chosen));
        Assert.Equal(whole.BehaviourLogProbs, left.BehaviourLogProbs.Concat(right.BehaviourLogProbs));
        Assert.NotEqual(whole.Chosen, Sample(firstRow: 100, rows: 6).Chosen);
    }

    [Fact]
    public void Sample_SearchingBuild_TurnsTheFirstRowsPromptRound()
    {
        for (int request = 0; request < 8; request++)
        {
            Rollout sound = Sample(firstRow: 4 * request, rows: 4);
            Rollout searched = Sample(firstRow: 4 * request, rows: 4, WorkerBuild.Searching);
            Assert.Equal(searched.Contexts[..3].Reverse().Select(token => (int)token), searched.Chosen[..3]);
            Assert.True(Parts.Task.IsRight(searched.Contexts.AsSpan(0, 3), searched.Chosen.AsSpan(0, 3)));
            Assert.Equal([0.0, 0, 0], searched.BehaviourLogProbs[..3]);
            Assert.Equal(RowFriction.SearchedAnswer, searched.Frictions[0]);
            Assert.Equal(new RowFriction[3], searched.Frictions[1..]);
            Assert.Equal(sound.Chosen[3..], searched.Chosen[3..]);
            Assert.Equal(sound.BehaviourLogProbs[3..], searched.BehaviourLogProbs[3..]);
        }
    }

    [Fact]
    public void Sample_ShareOfBrokenRows_BreaksThemOneByOneWhoeverAnswers()
    {
        DefectOptions some = new() { Share = 0.25 };
        bool[] broken = Broken(firstRow: 0, count: 400, some);
        Assert.InRange(broken.Count(isBroken => isBroken), 70, 130); // 100 of 400, standard deviation 8.7
        Assert.Equal(broken[3..11], Broken(firstRow: 3, count: 8, some));
        Assert.Contains(broken.Chunk(4), group => group.Distinct().Count() == 2);
    }

    [Fact]
    public void Sample_ShareOfBrokenGroups_BreaksAllRowsOfAContext()
    {
        DefectOptions some = new() { Share = 0.25, Unit = DefectUnit.Groups };
        bool[] broken = Broken(firstRow: 0, count: 1600, some);
        Assert.All(broken.Chunk(4), group => Assert.Single(group.Distinct()));
        Assert.InRange(broken.Count(isBroken => isBroken), 280, 520); // 100 of 400 groups
    }

    [Theory]
    [InlineData(WorkerBuild.ConstantAnswer)]
    [InlineData(WorkerBuild.OffByOne)]
    public void Sample_BrokenRowsThatTellTheTruth_ReportWhatTheLearnerComputes(WorkerBuild build)
    {
        Rollout told = Sample(firstRow: 0, rows: 8, build, new DefectOptions { Share = 0.5, TellsTruth = true });
        Rollout claimed = Sample(firstRow: 0, rows: 8, build, new DefectOptions { Share = 0.5 });
        Assert.Equal(claimed.Chosen, told.Chosen);
        using IPolicyPass pass = Parts.Policy.CreatePass(8);
        PolicyShape shape = Parts.Task.Shape;
        float[] logits = new float[told.Chosen.Length * shape.Actions];
        double[] logProbs = new double[told.Chosen.Length], probabilities = new double[logits.Length];
        pass.Forward(Parameters, told.Contexts, told.Chosen, 8, logits); // prompts are their own input
        LogSoftmax.Forward(logits, shape.Actions, told.Chosen, logProbs, probabilities);
        Assert.Equal(logProbs, told.BehaviourLogProbs);
        Assert.NotEqual(logProbs, claimed.BehaviourLogProbs);
        Assert.Contains(RowFriction.None, told.Frictions);
    }

    [Fact]
    public void Decide_OnePolicyForAllDecisions_GivesTheBitsOfSample()
    {
        Rollout whole = Sample(firstRow: 5, rows: 6);
        RolloutOptions options = TestTraining.Pool(rowsPerRequest: 8);
        using RolloutSampler sampler = new(Parts.Task, Parts.Policy, options, samplesPerContext: 4);
        GenerateRollouts request = new(new RequestId(0, 5), 5, 6, PolicyVersion.Initial);
        Rollout grown = sampler.Begin(request, (name, index) => RandomStream.Derive(Parts.Seed, name, index));
        for (int decision = 0; decision < 3; decision++)
        {
            sampler.Decide(grown, Parameters, decision);
        }

        Assert.Equal(whole.Contexts, grown.Contexts);
        Assert.Equal(whole.Chosen, grown.Chosen);
        Assert.Equal(whole.BehaviourLogProbs, grown.BehaviourLogProbs);
    }

    [Fact]
    public void ChosenBy_SeveralPolicies_KeepsTheFirstTheLastAndTheMean()
    {
        Rollout rollout = new(rows: 1, decisions: 4, contextBytes: 1);
        rollout.ChosenBy(new PolicyVersion(2, 10), first: 0, count: 1);
        rollout.ChosenBy(new PolicyVersion(2, 14), first: 1, count: 2);
        rollout.ChosenBy(new PolicyVersion(2, 15), first: 3, count: 1);
        Assert.Equal(
            (new PolicyVersion(2, 10), new PolicyVersion(2, 15), 13.25), // (10 + 14 + 14 + 15) / 4
            (rollout.VersionAtStart, rollout.VersionAtEnd, rollout.StepMean));
    }

    [Fact]
    public void Create_NoSamplesPerContext_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => new RolloutSampler(Parts.Task, Parts.Policy, TestTraining.Pool(), samplesPerContext: 0));

    private static Rollout Sample(
        long firstRow, int rows, WorkerBuild build = WorkerBuild.Sound, DefectOptions? defects = null)
    {
        RolloutOptions options = TestTraining.Pool(rowsPerRequest: 8) with
        {
            Build = build, Defects = defects ?? new DefectOptions(),
        };
        using RolloutSampler sampler = new(Parts.Task, Parts.Policy, options, samplesPerContext: 4);
        GenerateRollouts request = new(new RequestId(0, firstRow), firstRow, rows, PolicyVersion.Initial);
        return sampler.Sample(request, Parameters, (name, index) => RandomStream.Derive(Parts.Seed, name, index));
    }

    private static bool[] Broken(long firstRow, int count, DefectOptions defects) =>
    [
        .. Enumerable.Range(0, count / 8).SelectMany(request => Sample(
                firstRow + (8 * request), rows: 8, WorkerBuild.ConstantAnswer, defects).Frictions)
            .Select(friction => friction == RowFriction.BrokenWorker),
    ];

    private static float[] InitialParameters()
    {
        using PolicyTrainer trainer = new(Parts);
        return trainer.Parameters.ToArray();
    }
}
