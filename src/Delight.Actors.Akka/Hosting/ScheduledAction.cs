using Akka.Actor;

namespace Delight.Actors.Akka.Hosting;

/// <summary>Something that Akka's scheduler lets happen once, unless it is disposed before; counted as activity until
/// then.</summary>
internal sealed class ScheduledAction : IDisposable
{
    private readonly AkkaRuntime _runtime;
    private readonly Action _action;
    private readonly TimeSpan _due;
    private readonly Cancelable _cancelable;
    private int _isOver;

    public ScheduledAction(AkkaRuntime runtime, IScheduler scheduler, TimeSpan delay, Action action)
    {
        (_runtime, _action, _due) = (runtime, action, runtime.Elapsed + delay);
        _cancelable = new Cancelable(scheduler);
        runtime.Activity.Begin();
        Arm(scheduler, delay);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 0)
        {
            _cancelable.Cancel(throwOnFirstException: false);
            _runtime.Activity.End();
        }
    }

    private void Arm(IScheduler scheduler, TimeSpan delay) =>
        scheduler.Advanced.ScheduleOnce(delay, () => Happen(scheduler), _cancelable);

    private void Happen(IScheduler scheduler)
    {
        // The scheduler counts ticks since its own start: by our clock it may be a fraction of one early.
        TimeSpan left = _due - _runtime.Elapsed;
        if (left > TimeSpan.Zero)
        {
            Arm(scheduler, left);
            return;
        }

        if (Interlocked.Exchange(ref _isOver, 1) == 0)
        {
            _action();
            _runtime.Activity.End();
        }
    }
}
