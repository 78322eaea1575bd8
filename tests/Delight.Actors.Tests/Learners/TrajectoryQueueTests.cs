using Delight.Actors.Frictions;
using Delight.Actors.Learners;
using Delight.Actors.Rollouts;
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
        Add(Trajectories.Of(2, rows: 2, step: 5));
        Add(Trajectories.Of(1, rows: 3, step: 4));
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
        Add(Trajectories.Of(9, rows: 2, step: 0));
        Add(Trajectories.Of(1, rows: 2, step: 0));
        Take(2);
        Assert.Equal([100f, 101], _batch.Rewards.ToArray());
    }

    [Fact]
    public void Take_RestOfARequest_StaysBehindAnOlderRequestThatComesBetween()
    {
        Add(Trajectories.Of(5, rows: 4, step: 0));
        Take(1);
        Assert.Equal([500f], _batch.Rewards.ToArray());
        Add(Trajectories.Of(4, rows: 2, step: 0));
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
        Add(Trajectories.Of(0, rows: 3, step: 0) with { Frictions = frictions });
        List<RowFriction> told = [];
        _queue.Take(2, waited => told.AddRange(Frictions(waited)));
        Assert.Equal(frictions[..2], told);
        told.Clear();
        _queue.Take(1, waited => told.AddRange(Frictions(waited)));
        Assert.Equal(frictions[2..], told);
    }

    [Fact]
    public void Take_MoreThanWait_IsRefused()
    {
        Add(Trajectories.Of(0, rows: 2, step: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Take(3));
        Assert.Equal(2, _queue.Rows);
    }

    [Fact]
    public void DropOlderThan_MixedAges_TakesOutTheOldOnes()
    {
        Add(Trajectories.Of(0, rows: 2, step: 3));
        Add(Trajectories.Of(1, rows: 3, step: 5));
        Add(Trajectories.Of(2, rows: 1, step: 4));
        List<TrajectoryQueue.Waiting> dropped = [];
        _queue.DropOlderThan(new PolicyVersion(0, 5), dropped.Add);
        Assert.Equal([(0L, 2), (200L, 1)], dropped.Select(waited => (waited.FirstRow, waited.Rows.Rows)));
        Assert.Equal(3, _queue.Rows);
        Take(3);
        Assert.Equal([100f, 101, 102], _batch.Rewards.ToArray());
        _queue.DropOlderThan(new PolicyVersion(9, 0), dropped.Add);
        Assert.Equal(2, dropped.Count);
    }

    [Fact]
    public void DropOlderThan_RestOfARequest_TellsItsRowNumbers()
    {
        Add(Trajectories.Of(3, rows: 4, step: 1));
        Take(1);
        List<TrajectoryQueue.Waiting> dropped = [];
        _queue.DropOlderThan(new PolicyVersion(0, 2), dropped.Add);
        TrajectoryQueue.Waiting rest = Assert.Single(dropped);
        Assert.Equal((301L, 1, 3), (rest.FirstRow, rest.Rows.Start, rest.Rows.Rows));
        Assert.Equal([301f, 302, 303], rest.Rows.Rewards.ToArray());
        Assert.Equal(0, _queue.Rows);
    }

    [Fact]
    public void GroupOf_RowsInTwoRequests_CountsThemWithTheirRewards()
    {
        // Rewards 0, 1, 2, 3 of request 0 and 100, 101 of request 1.
        Add(Trajectories.Of(0, rows: 4, step: 0) with { GroupKeys = new long[] { 7, 8, 8, 9 } });
        Add(Trajectories.Of(1, rows: 2, step: 0) with { GroupKeys = new long[] { 9, 10 } });
        Assert.Equal((2, 1f, 2f), _queue.GroupOf(8));
        Assert.Equal((2, 3f, 100f), _queue.GroupOf(9));
        Assert.Equal(0, _queue.GroupOf(11).Rows);
    }

    [Fact]
    public void DropGroup_RowsInTheMiddleAndAcross_LeavesTheOthersInOrder()
    {
        Add(Trajectories.Of(0, rows: 4, step: 0) with { GroupKeys = new long[] { 7, 8, 8, 9 } });
        Add(Trajectories.Of(1, rows: 2, step: 0) with { GroupKeys = new long[] { 9, 10 } });
        List<TrajectoryQueue.Waiting> dropped = [];
        _queue.DropGroup(8, dropped.Add);
        Assert.Equal([(1L, 1, 2)], dropped.Select(rows => (rows.FirstRow, rows.Rows.Start, rows.Rows.Rows)));
        dropped.Clear();
        _queue.DropGroup(9, dropped.Add);
        Assert.Equal([(3L, 1), (100L, 1)], dropped.Select(rows => (rows.FirstRow, rows.Rows.Rows)));
        Assert.Equal(2, _queue.Rows);
        Take(2);
        Assert.Equal([0f, 101], _batch.Rewards.ToArray());
    }

    private static ReadOnlySpan<RowFriction> Frictions(TrajectoryQueue.Waiting waited) =>
        waited.Rows.Trajectories.Frictions.Span.Slice(waited.Rows.Start, waited.Rows.Rows);

    private void Add(TrajectoriesReady trajectories) =>
        _queue.Add(trajectories, 100 * trajectories.Request.Index, PolicyVersion.Initial);

    private List<(int Step, int Rows)> Take(int rows)
    {
        List<(int, int)> taken = [];
        _batch.Clear();
        _queue.Take(rows, waited =>
        {
            waited.Rows.AddTo(_batch);
            taken.Add(((int)waited.Version.Step, waited.Rows.Rows));
        });
        return taken;
    }
}
