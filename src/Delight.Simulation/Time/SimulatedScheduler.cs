using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Delight.Simulation.Dispatch;

namespace Delight.Simulation.Time;

/// <summary>The scheduler of a simulated system: its clock is virtual time, true to a tick of 100 ns.</summary>
/// <remarks>Within a turn the clock includes the work that the actor has done in it, so a timer started after
/// <c>Context.Work</c> counts from its end.</remarks>
internal sealed class SimulatedScheduler : SchedulerBase
{
    private readonly SystemHome _home;
    private readonly SimulationLoop _loop;

    /// <summary>Called by Akka.NET.</summary>
    public SimulatedScheduler(Config config, ILoggingAdapter log)
        : base(config, log)
    {
        _home = PartRegistry.Find<SystemHome>(config);
        _loop = _home.Loop;
    }

    /// <inheritdoc/>
    public override TimeSpan MonotonicClock => TimeSpan.FromTicks(_loop.Now + _loop.Offset);

    /// <inheritdoc/>
    public override TimeSpan HighResMonotonicClock => MonotonicClock;

    /// <inheritdoc/>
    protected override DateTimeOffset TimeNow => _loop.StartsAt + MonotonicClock;

    /// <inheritdoc/>
    protected override void InternalScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Start(delay, new TimerEntry(0, cancelable, Owner)
        {
            Receiver = receiver, Message = message, Sender = sender,
        });

    /// <inheritdoc/>
    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender,
        ICancelable cancelable) => Start(initialDelay, new TimerEntry(interval.Ticks, cancelable, Owner)
        {
            Receiver = receiver, Message = message, Sender = sender,
        });

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) =>
        Start(delay, new TimerEntry(0, cancelable, Owner) { Act = _home.Bind(action) });

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) =>
        Start(delay, new TimerEntry(0, cancelable, Owner) { Act = _home.Bind(action.Run) });

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Start(initialDelay, new TimerEntry(interval.Ticks, cancelable, Owner) { Act = action });

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Start(initialDelay, new TimerEntry(interval.Ticks, cancelable, Owner) { Act = action.Run });

    private Nodes.SimulatedNode? Owner => _home.Node ?? _loop.ActingNode;

    private void Start(TimeSpan delay, TimerEntry timer)
    {
        if (_loop.IsAtHome)
        {
            _loop.Start(delay.Ticks, timer);
        }
        else
        {
            _loop.ReportForeign("started a timer", timer.Receiver as IActorRef, timer.Message);
        }
    }
}
