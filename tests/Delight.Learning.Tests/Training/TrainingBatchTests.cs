using Delight.Learning.Policies;
using Delight.Learning.Training;

namespace Delight.Learning.Tests.Training;

public sealed class TrainingBatchTests
{
    private readonly TrainingBatch _batch =
        new(rowsMax: 2, new PolicyShape(InputBytes: 9, Decisions: 2, Actions: 5), contextBytes: 1);

    [Fact]
    public void Add_Rows_LieOneAfterTheOther()
    {
        Add(7, [1, 2], [1, 0]);
        Add(8, [3, 4], [1, 1]);
        Assert.Equal(2, _batch.Rows);
        Assert.Equal([7, 8], _batch.Contexts.ToArray());
        Assert.Equal([1, 2, 3, 4], _batch.Chosen.ToArray());
        Assert.Equal([1, 0, 1, 1], _batch.Mask.ToArray());
        Assert.Equal([-1.0, -2, -1, -2], _batch.BehaviourLogProbs.ToArray());
        Assert.Equal([0.7f, 0.8f], _batch.Rewards.ToArray());
        Assert.Equal([70L, 80], _batch.GroupKeys.ToArray());
        Assert.StartsWith("the batch already has its 2 rows",
            Assert.Throws<InvalidOperationException>(() => Add(9, [0, 0], [1, 1])).Message, StringComparison.Ordinal);
        _batch.Clear();
        Add(9, [0, 0], [1, 1]);
        Assert.Equal([9], _batch.Contexts.ToArray());
    }

    [Fact]
    public void Add_OtherLength_IsRefusedAndAddsNothing()
    {
        Assert.Contains("Chosen has 1 elements; [T] needs 2.",
            Assert.Throws<ArgumentException>(() => Add(1, [0], [1, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("Mask has 3 elements; [T] needs 2.",
            Assert.Throws<ArgumentException>(() => Add(1, [0, 0], [1, 1, 1])).Message, StringComparison.Ordinal);
        Assert.Equal(0, _batch.Rows);
    }

    private void Add(byte context, int[] chosen, byte[] mask) => _batch.Add(new TrajectoryRow
    {
        Context = [context], Chosen = chosen, BehaviourLogProbs = [-1, -2], Mask = mask, Reward = context / 10f,
        GroupKey = 10 * context,
    });
}
