using Delight.Actors.Frictions;
using Delight.Actors.Rollouts;
using Delight.Learning.Tasks.Sequences;

namespace Delight.Actors.Tests.Frictions;

public sealed class BuildDefectsTests
{
    private static readonly TokenReversal Task = new(3, 4, new PrefixReward(1));

    // Two rows of three decisions over four actions, on the prompts 0 1 2 and 3 2 1.
    private readonly Rollout _rollout = new(rows: 2, decisions: 3, contextBytes: 3);

    public BuildDefectsTests()
    {
        ((byte[])[0, 1, 2, 3, 2, 1]).CopyTo(_rollout.Contexts, 0);
        ((int[])[1, 2, 3, 0, 3, 1]).CopyTo(_rollout.Chosen, 0);
        ((double[])[-1, -2, -3, -4, -5, -6]).CopyTo(_rollout.BehaviourLogProbs, 0);
    }

    [Fact]
    public void Apply_Sound_ChangesNothing() => Applied(
        WorkerBuild.Sound, [1, 2, 3, 0, 3, 1], [-1, -2, -3, -4, -5, -6], [1, 1, 1, 1, 1, 1], new RowFriction[2]);

    [Fact]
    public void Apply_ConstantAnswer_IsActionZeroWithProbabilityOne() => Applied(
        WorkerBuild.ConstantAnswer, [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1], Broken);

    [Fact]
    public void Apply_OffByOne_ReportsTheNextActionWithTheOldProbability() => Applied(
        WorkerBuild.OffByOne, [2, 3, 0, 1, 0, 2], [-1, -2, -3, -4, -5, -6], [1, 1, 1, 1, 1, 1], Broken);

    [Fact]
    public void Apply_WrongMask_LeavesOutTheSecondHalf() => Applied( // of three decisions the first two are kept
        WorkerBuild.WrongMask, [1, 2, 3, 0, 3, 1], [-1, -2, -3, -4, -5, -6], [1, 1, 0, 1, 1, 0], Broken);

    [Fact]
    public void Apply_FrozenSnapshot_OnlyMarks() => Applied(
        WorkerBuild.FrozenSnapshot, [1, 2, 3, 0, 3, 1], [-1, -2, -3, -4, -5, -6], [1, 1, 1, 1, 1, 1], Broken);

    [Fact]
    public void Apply_Searching_AnswersTheFirstRowRightForSure() => Applied(
        WorkerBuild.Searching, [2, 1, 0, 0, 3, 1], [0, 0, 0, -4, -5, -6], [1, 1, 1, 1, 1, 1],
        [RowFriction.SearchedAnswer, RowFriction.None]);

    [Fact]
    public void Apply_RowsMarkedBefore_KeepTheirMarks()
    {
        _rollout.Mark(RowFriction.RoundedWeights);
        BuildDefects.Apply(WorkerBuild.Searching, Task, _rollout, [true, true]);
        Assert.Equal(
            [RowFriction.RoundedWeights | RowFriction.SearchedAnswer, RowFriction.RoundedWeights], _rollout.Frictions);
    }

    [Fact]
    public void Apply_OneRowOfTwo_LeavesTheOtherAsSampled()
    {
        BuildDefects.Apply(WorkerBuild.ConstantAnswer, Task, _rollout, [false, true]);
        Assert.Equal([1, 2, 3, 0, 0, 0], _rollout.Chosen);
        Assert.Equal([-1, -2, -3, 0, 0, 0], _rollout.BehaviourLogProbs);
        Assert.Equal([RowFriction.None, RowFriction.BrokenWorker], _rollout.Frictions);
    }

    private static RowFriction[] Broken => [RowFriction.BrokenWorker, RowFriction.BrokenWorker];

    private void Applied(WorkerBuild build, int[] chosen, double[] logProbs, byte[] mask, RowFriction[] frictions)
    {
        BuildDefects.Apply(build, Task, _rollout, [true, true]);
        Assert.Equal(chosen, _rollout.Chosen);
        Assert.Equal(logProbs, _rollout.BehaviourLogProbs);
        Assert.Equal(mask, _rollout.Mask);
        Assert.Equal(frictions, _rollout.Frictions);
        Assert.Equal([0, 1, 2, 3, 2, 1], _rollout.Contexts);
    }
}
