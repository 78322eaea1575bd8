using Delight.Actors.Frictions;
using Delight.Actors.Rollouts;
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

    private static void Adopt(HeldPolicy held, long step, float weight) =>
        held.Adopt(new PolicySnapshot(new PolicyVersion(0, step), [weight, weight]));
}
