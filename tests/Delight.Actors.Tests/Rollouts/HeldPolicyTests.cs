using Delight.Actors.Frictions;
using Delight.Actors.Rollouts;
using Delight.Actors.Running;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;

namespace Delight.Actors.Tests.Rollouts;

public sealed class HeldPolicyTests
{
    private static readonly ParameterLayout Layout = ParameterLayout.Of(("w", [2]));

    [Fact]
    public void Adopt_Newer_ReplacesTheOldOne()
    {
        HeldPolicy held = new(TestTraining.Pool(), Layout);
        Assert.False(held.IsAtLeast(PolicyVersion.Initial));
        Adopt(held, step: 3, weight: 1);
        Adopt(held, step: 4, weight: 2);
        Assert.Equal(4, held.Version.Step);
        Assert.Equal([2f, 2], held.Parameters.ToArray());
        Assert.True(held.IsAtLeast(new PolicyVersion(0, 4)));
        Assert.False(held.IsAtLeast(new PolicyVersion(0, 5)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    public void Adopt_SameOrOlder_KeepsTheOneHeld(int step)
    {
        HeldPolicy held = new(TestTraining.Pool(), Layout);
        Adopt(held, step: 3, weight: 1);
        Adopt(held, step, weight: 2);
        Assert.Equal(3, held.Version.Step);
        Assert.Equal([1f, 1], held.Parameters.ToArray());
    }

    [Fact]
    public void Adopt_FrozenBuild_KeepsItsFirst()
    {
        HeldPolicy held = new(TestTraining.Pool() with { Build = WorkerBuild.FrozenSnapshot }, Layout);
        Adopt(held, step: 3, weight: 1);
        Adopt(held, step: 9, weight: 2);
        Assert.Equal(3, held.Version.Step);
        Assert.Equal([1f, 1], held.Parameters.ToArray());
    }

    [Theory]
    [InlineData(DecodingPrecision.Float32, 1.01f, 1.01f, RowFriction.None)]
    [InlineData(DecodingPrecision.BFloat16, 1.01f, 1.0078125f, RowFriction.RoundedWeights)] // steps of 1/128 above 1
    [InlineData(DecodingPrecision.Int8, 127f, 127f, RowFriction.RoundedWeights)]
    public void Adopt_Precision_RoundsEverySnapshotAndMarksItsRows(
        DecodingPrecision precision, float weight, float expected, RowFriction friction)
    {
        HeldPolicy held = new(TestTraining.Pool() with { Precision = precision }, Layout);
        Adopt(held, step: 1, weight: 5);
        Adopt(held, step: 2, weight);
        Assert.Equal([expected, expected], held.Parameters.ToArray());
        Rollout rollout = new(rows: 2, decisions: 1, contextBytes: 0);
        held.Mark(rollout);
        Assert.Equal([friction, friction], rollout.Frictions);
    }

    [Fact]
    public void PickFor_Age_TakesThePolicyOfThatStepOrTheNearestOlderOne()
    {
        HeldPolicy held = Aged(steps: 3);
        for (int step = 0; step <= 4; step += 2)
        {
            Adopt(held, step, weight: step);
        }

        Assert.Equal(0, StepFor(held, update: 1)); // the history begins with the initial policy
        Assert.Equal(0, StepFor(held, update: 4)); // wants 1
        Assert.Equal(2, StepFor(held, update: 5));
        Assert.Equal([2f, 2], held.Parameters.ToArray());
        Assert.Equal(4, StepFor(held, update: 90)); // none is that new
        Assert.True(held.IsAtLeast(new PolicyVersion(0, 4)));
    }

    [Fact]
    public void PickFor_LongRun_KeepsNoMoreThanItNeeds()
    {
        HeldPolicy held = Aged(steps: 3);
        for (int step = 0; step <= 100; step++)
        {
            Adopt(held, step, weight: step);
        }

        Assert.Equal(4, held.HistoryCount);
        Assert.Equal(97, StepFor(held, update: 100));
        Assert.Equal(97, StepFor(held, update: 20)); // what is older is forgotten
    }

    [Fact]
    public void PickFor_NewTerm_ForgetsPoliciesOfTheOldOne()
    {
        HeldPolicy held = Aged(steps: 3);
        Adopt(held, step: 8, weight: 1);
        held.Adopt(new PolicySnapshot(new PolicyVersion(1, 9), [2, 2]));
        Assert.Equal(9, StepFor(held, update: 11));
        Assert.Equal(1, held.Version.Term);
    }

    [Fact]
    public void PickFor_Precision_RoundsThePolicyThatItPicks()
    {
        HeldPolicy held = Aged(steps: 1, DecodingPrecision.BFloat16);
        Adopt(held, step: 0, weight: 1.01f);
        Adopt(held, step: 1, weight: 5);
        Assert.Equal(0, StepFor(held, update: 1));
        Assert.Equal([1.0078125f, 1.0078125f], held.Parameters.ToArray());
        Assert.Equal(1, StepFor(held, update: 2));
        Assert.Equal([5f, 5], held.Parameters.ToArray());
    }

    private static HeldPolicy Aged(int steps, DecodingPrecision precision = DecodingPrecision.Float32) => new(
        TestTraining.Pool() with { Age = PolicyAge.Fixed(rowsPerUpdate: 8, steps), Precision = precision }, Layout);

    private static long StepFor(HeldPolicy held, long update)
    {
        held.PickFor(8 * update, RunStreams.Of(1));
        return held.Version.Step;
    }

    private static void Adopt(HeldPolicy held, long step, float weight) =>
        held.Adopt(new PolicySnapshot(new PolicyVersion(0, step), [weight, weight]));
}
