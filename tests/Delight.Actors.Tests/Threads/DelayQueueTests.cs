using Delight.Actors.Port;
using Delight.Actors.Testing;
using Delight.Actors.Threads;

namespace Delight.Actors.Tests.Threads;

public sealed class DelayQueueTests : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly ManualTime _time = new();
    private readonly Activity _activity = new();
    private readonly DelayQueue _queue;
    private readonly ThreadedRuntime _runtime;
    private readonly ThreadedActor _actor;
    private readonly List<int> _happened = [];

    public DelayQueueTests()
    {
        _queue = new DelayQueue(_time, () => TimeSpan.FromTicks(_time.GetTimestamp()), _activity);
        _runtime = new ThreadedRuntime(new ThreadedOptions { Seed = 1, Time = _time });
        _actor = (ThreadedActor)_runtime.Spawn("actor", new Probe("actor").Spec);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Dispose();
        await _runtime.DisposeAsync();
    }

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
        _queue.Add(new Delayed(_actor, Step, _ => Add(2, 0)));
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
    public async Task Happen_OfMessageAndSignal_ReachTheActor()
    {
        Delayed stop = new(_actor, Step) { Signal = new Signal(SignalKind.Stop) };
        _queue.Add(new Delayed(_actor, Step) { Message = new Envelope("message", Sender: null) });
        _queue.Add(stop);
        _time.Advance(Step);
        Assert.False(stop.IsWaiting);
        await _runtime.Completion.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(1, _runtime.Counters.Deliveries);
    }

    private Delayed Add(int name, int steps)
    {
        Delayed delayed = new(
            _actor, TimeSpan.FromTicks(_time.GetTimestamp()) + (steps * Step), _ => _happened.Add(name));
        _queue.Add(delayed);
        return delayed;
    }
}
