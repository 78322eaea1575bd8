using Delight.Actors.Frictions;
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
        Assert.Equal([(4, 3), (5, 1)], Take(4));
        Assert.Equal([100f, 101, 102, 200], _batch.Rewards.ToArray());
        long[] keys = [1L << 20, (1L << 20) + 1, (1L << 20) + 2, 2L << 20];
        Assert.Equal(keys, _batch.GroupKeys.ToArray());
        Assert.Equal(1, _queue.Rows);
        Assert.Equal([(5, 1)], Take(1));
        Assert.Equal([201f], _batch.Rewards.ToArray());
    }

    [Fact]
    public void Take_OlderRequestComesLast_IsTakenFirst()
    {
        _queue.Add(Trajectories.Of(9, rows: 2, step: 0));
        _queue.Add(Trajectories.Of(1, rows: 2, step: 0));
        Take(2);
        Assert.Equal([100f, 101], _batch.Rewards.ToArray());
    }

    [Fact]
    public void Take_RestOfARequest_StaysBehindAnOlderRequestThatComesBetween()
    {
        _queue.Add(Trajectories.Of(5, rows: 4, step: 0));
        Take(1);
        Assert.Equal([500f], _batch.Rewards.ToArray());
        _queue.Add(Trajectories.Of(4, rows: 2, step: 0));
        Take(4);
        Assert.Equal([400f, 401, 501, 502], _batch.Rewards.ToArray());
        Assert.Equal(1, _queue.Rows);
        Take(1);
        Assert.Equal([503f], _batch.Rewards.ToArray());
        Assert.Equal(0, _queue.Rows);
    }

    [Fact]
    public void Take_PartOfARequest_TellsTheFrictionsOfThoseRows()
    {
        RowFriction[] frictions = [RowFriction.BrokenWorker, RowFriction.WrongReward, RowFriction.LateReward];
        _queue.Add(Trajectories.Of(0, rows: 3, step: 0) with { Frictions = frictions });
        List<RowFriction> told = [];
        _queue.Take(_batch, 2, run => told.AddRange(run.Frictions.Span));
        Assert.Equal(frictions[..2], told);
        told.Clear();
        _queue.Take(_batch, 1, run => told.AddRange(run.Frictions.Span));
        Assert.Equal(frictions[2..], told);
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
        _queue.Take(_batch, rows, run => taken.Add(((int)run.VersionAtStart.Step, run.Frictions.Length)));
        return taken;
    }
}
