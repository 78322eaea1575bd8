using Delight.Actors.Learners;
using Delight.Learning.Parameters;
using Delight.Learning.Policies;
using Delight.Learning.Training;

namespace Delight.Actors.Tests.Learners;

public sealed class TrajectoryQueueTests
{
    private readonly TrajectoryQueue _queue = new();
    private readonly TrainingBatch _batch = new(8, new PolicyShape(0, 1, 3), contextBytes: 0);

    [Fact]
    public void Take_RequestsOutOfOrder_StandInTheOrderOfTheirRequests()
    {
        _queue.Add(Trajectories.Of(2, rows: 2, step: 5));
        _queue.Add(Trajectories.Of(1, rows: 3, step: 4));
        Assert.Equal([(4, 2), (5, 2)], Take(4));
        Assert.Equal([100f, 101, 200, 201], _batch.Rewards.ToArray());
        Assert.Equal([1L << 20, (1L << 20) + 1, 2L << 20, (2L << 20) + 1], _batch.GroupKeys.ToArray());
        Assert.Equal(1, _queue.Rows);
        Assert.Equal([(4, 1)], Take(1));
        Assert.Equal([102f], _batch.Rewards.ToArray());
    }

    [Fact]
    public void Take_FirstCome_FirstTaken()
    {
        _queue.Add(Trajectories.Of(9, rows: 2, step: 0));
        _queue.Add(Trajectories.Of(1, rows: 2, step: 0));
        Take(2);
        Assert.Equal([900f, 901], _batch.Rewards.ToArray());
    }

    [Fact]
    public void Take_MoreThanWait_IsRefused()
    {
        _queue.Add(Trajectories.Of(0, rows: 2, step: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Take(3));
        Assert.Equal(2, _queue.Rows);
    }

    [Fact]
    public void DropOlderThan_MixedAges_TakesOutTheOldOnes()
    {
        _queue.Add(Trajectories.Of(0, rows: 2, step: 3));
        _queue.Add(Trajectories.Of(1, rows: 3, step: 5));
        _queue.Add(Trajectories.Of(2, rows: 1, step: 4));
        Assert.Equal(3, _queue.DropOlderThan(new PolicyVersion(0, 5)));
        Assert.Equal(3, _queue.Rows);
        Take(3);
        Assert.Equal([100f, 101, 102], _batch.Rewards.ToArray());
        Assert.Equal(0, _queue.DropOlderThan(new PolicyVersion(9, 0)));
    }

    private List<(int Step, int Rows)> Take(int rows)
    {
        List<(int, int)> taken = [];
        _batch.Clear();
        _queue.Take(_batch, rows, (atStart, _, count) => taken.Add(((int)atStart.Step, count)));
        return taken;
    }
}
