using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Delight.Simulation.Dispatch;

namespace Delight.Simulation.Live;

/// <summary>The application's scheduler. Timers of a node's actors end with the crash of the node.</summary>
internal sealed class LiveScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    private readonly IScheduler _real;

    /// <summary>Called by Akka.NET.</summary>
    public LiveScheduler(Config config, ILoggingAdapter log)
        : base(config, log)
    {
        Frictions = PartRegistry.Find<LiveFrictions>(config);
        Type type = Type.GetType(config.GetString(LiveConfig.SchedulerPath), throwOnError: true)!;
        _real = (IScheduler)Activator.CreateInstance(type, config, log)!;
        Frictions.StartClock(_real);

        // Akka.NET's scheduler starts with its first timer, as a task of the thread pool, and whoever brings a timer
        // waits for it. Where many actors bring theirs at once, they hold all threads, and no timer runs for seconds.
        _real.Advanced.ScheduleOnce(TimeSpan.Zero, () => { });
    }

    /// <summary>Those of its system.</summary>
    public LiveFrictions Frictions { get; }

    /// <inheritdoc/>
    public override TimeSpan MonotonicClock => _real.MonotonicClock;

    /// <inheritdoc/>
    public override TimeSpan HighResMonotonicClock => _real.HighResMonotonicClock;

    /// <inheritdoc/>
    protected override DateTimeOffset TimeNow => _real.Now;

    /// <inheritdoc/>
    public void Dispose() => (_real as IDisposable)?.Dispose();

    /// <inheritdoc/>
    protected override void InternalScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        _real.ScheduleTellOnce(delay, receiver, message, sender, Bound(cancelable));

    /// <inheritdoc/>
    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender,
        ICancelable cancelable) =>
        _real.ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, Bound(cancelable));

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) =>
        _real.Advanced.ScheduleOnce(delay, action, Bound(cancelable));

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) =>
        _real.Advanced.ScheduleOnce(delay, action.Run, Bound(cancelable));

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        _real.Advanced.ScheduleRepeatedly(initialDelay, interval, action, Bound(cancelable));

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        _real.Advanced.ScheduleRepeatedly(initialDelay, interval, action.Run, Bound(cancelable));

    private ICancelable? Bound(ICancelable? own) =>
        Frictions.ActingNode is { } node ? new LifeOfTimer(own, node, node.Crashes) : own;

    /// <summary>A timer that is void after the crash of its node.</summary>
    private sealed class LifeOfTimer(ICancelable? own, LiveNode node, int crashes) : ICancelable
    {
        public bool IsCancellationRequested => node.Crashes != crashes || own is { IsCancellationRequested: true };

        public CancellationToken Token => own?.Token ?? CancellationToken.None;

        public void Cancel() => own?.Cancel();

        public void CancelAfter(TimeSpan delay) => own?.CancelAfter(delay);

        public void CancelAfter(int millisecondsDelay) => own?.CancelAfter(millisecondsDelay);

        public void Cancel(bool throwOnFirstException) => own?.Cancel(throwOnFirstException);
    }
}
