using Delight.Actors.Live;

namespace Delight.Actors.Tests.Live;

public sealed class DelayQueueTests : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly ManualTime _time = new();
    private readonly Activity _activity = new();
    private readonly DelayQueue _queue;
    private readonly List<int> _happened = [];

    public DelayQueueTests() =>
        _queue = new DelayQueue(_time, () => TimeSpan.FromTicks(_time.GetTimestamp()), _activity);

    public void Dispose() => _queue.Dispose();

    [Fact]
    public void Add_SeveralTimes_HappenInOrderOfTimeThenOfAdding()
    {
        foreach ((int name, int steps) in ((int, int)[])[(1, 3), (2, 1), (3, 3), (4, 2), (5, 1)])
        {
            Add(name, steps);
        }

        _time.Advance(Step);
        Assert.Equal([2, 5], _happened);
        _time.Advance(5 * Step);
        Assert.Equal([2, 5, 4, 1, 3], _happened);
        Assert.True(_activity.IsQuiet);
    }

    [Fact]
    public void Add_BeforeWhatIsNext_SetsTheTimerAnewAndLaterOnesDoNot()
    {
        Add(1, 5);
        int changes = _time.Changes;
        Add(2, 6);
        Assert.Equal(changes, _time.Changes);
        Add(3, 2);
        Assert.Equal(changes + 1, _time.Changes);
        _time.Advance(2 * Step);
        Assert.Equal([3], _happened);
    }

    [Fact]
    public void Add_WhileSomethingHappens_IsTakenUpByTheSameThread()
    {
        _queue.Add(new Delayed(Step, () => Add(2, 0)));
        _time.Advance(Step);
        Assert.Equal([2], _happened);
        Assert.True(_activity.IsQuiet);
    }

    [Fact]
    public void Cancel_BeforeItsTime_NeverHappensAndIsNoActivity()
    {
        Delayed taken = Add(1, 1), kept = Add(2, 1);
        taken.Dispose();
        taken.Dispose();
        _time.Advance(Step);
        Assert.Equal([2], _happened);
        kept.Dispose();
        Assert.True(_activity.IsQuiet);
    }

    [Fact]
    public void Cancel_MostOfMany_LeavesTheOthersInOrder()
    {
        Delayed[] all = [.. Enumerable.Range(0, 5000).Select(i => Add(i, 1 + (i % 3)))];
        foreach (Delayed delayed in all.Where((_, i) => i % 100 != 0))
        {
            delayed.Dispose();
        }

        _time.Advance(10 * Step);
        int[] left = [.. Enumerable.Range(0, 50).Select(i => 100 * i)];
        Assert.Equal(left.OrderBy(i => i % 3).ThenBy(i => i), _happened);
        Assert.True(_activity.IsQuiet);
    }

    [Fact]
    public void Dispose_WithSomethingWaiting_LetsNothingHappen()
    {
        Delayed waiting = Add(1, 1);
        _queue.Dispose();
        _time.Advance(Step);
        Assert.Empty(_happened);
        Assert.True(waiting.IsWaiting);
    }

    private Delayed Add(int name, int steps) => _queue.Add(
        new Delayed(TimeSpan.FromTicks(_time.GetTimestamp()) + (steps * Step), () => _happened.Add(name)));
}
