using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Event;

namespace Delight.Simulation.Supervision;

/// <summary>Supervises one for one, and restarts a failed child after a pause that grows with its failures. What waits
/// in the child's mailbox is kept.</summary>
/// <remarks>
/// <para>The child is suspended by its failure, so its messages wait through the pause. Akka's
/// <c>BackoffSupervisor</c> stops the child instead, and what waits is lost.</para>
/// <para>Pauses and window follow the clock of the system's scheduler, so the strategy works in virtual time. Where the
/// window has no restart left, the child is stopped.</para>
/// <para>Not thread-safe: give each parent its own.</para>
/// </remarks>
public class BackoffStrategy : OneForOneStrategy
{
    private readonly BackoffOptions _options;
    private readonly Dictionary<IActorRef, Queue<TimeSpan>> _restarts = [];

    /// <summary>With these options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public BackoffStrategy(BackoffOptions options)
        : base(options.Decide)
    {
        options.Validate();
        _options = options;
    }

    /// <inheritdoc/>
    public override void ProcessFailure(
        IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats,
        IReadOnlyCollection<ChildRestartStats> children)
    {
        int count = 0;
        if (!restart || !TryCount(child, context.System.Scheduler.MonotonicClock, out count))
        {
            Stops(context, child, cause, count == 0 ? 0 : count - 1);
            context.Stop(child);
            return;
        }

        TimeSpan pause = _options.Pause(count);
        Restarts(context, child, cause, pause);
        if (pause == TimeSpan.Zero)
        {
            RestartChild(child, cause, suspendFirst: false);
            return;
        }

        // A child that is stopped in the meantime ignores the restart.
        context.System.Scheduler.Advanced.ScheduleOnce(pause, () => RestartChild(child, cause, suspendFirst: false));
    }

    /// <inheritdoc/>
    public override void HandleChildTerminated(
        IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) =>
        _restarts.Remove(child);

    /// <summary>A child is about to be restarted; for logs and figures.</summary>
    /// <param name="context">Of the parent.</param>
    /// <param name="child">Which.</param>
    /// <param name="cause">What it failed with.</param>
    /// <param name="pause">How long it waits first.</param>
    protected virtual void Restarts(IActorContext context, IActorRef child, Exception cause, TimeSpan pause)
    {
    }

    /// <summary>A child is about to be stopped; for logs and figures.</summary>
    /// <param name="context">Of the parent.</param>
    /// <param name="child">Which.</param>
    /// <param name="cause">What it failed with.</param>
    /// <param name="restarts">Restarts within the window; 0 where the exception alone decided.</param>
    protected virtual void Stops(IActorContext context, IActorRef child, Exception cause, int restarts)
    {
    }

    /// <inheritdoc/>
    protected override void LogFailure(IActorContext context, IActorRef child, Exception cause, Directive directive)
    {
        if (LoggingEnabled)
        {
            context.System.EventStream.Publish(new Error(
                cause, child.Path.ToString(), GetType(), $"{directive} after: {cause.Message}"));
        }
    }

    private bool TryCount(IActorRef child, TimeSpan now, out int count)
    {
        if (!_restarts.TryGetValue(child, out Queue<TimeSpan>? restarts))
        {
            _restarts.Add(child, restarts = new Queue<TimeSpan>());
        }

        while (restarts.TryPeek(out TimeSpan oldest) && now - oldest > _options.Window)
        {
            restarts.Dequeue();
        }

        count = restarts.Count + 1;
        if (count > _options.RestartsMax)
        {
            return false;
        }

        restarts.Enqueue(now);
        return true;
    }
}
