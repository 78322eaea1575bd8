using Delight.Simulation.Failures;

namespace Delight.Simulation.TestKit.Waiting;

/// <content>Waits for conditions, and bounds blocks.</content>
internal sealed partial class Waits
{
    private static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(100);

    public void AwaitAssert(
        Action assertion, TimeSpan? duration, TimeSpan? interval, CancellationToken cancellationToken)
    {
        TimeSpan pause = interval == Timeout.InfiniteTimeSpan
            ? TimeSpan.MaxValue
            : Finite(interval ?? DefaultInterval, nameof(interval));
        TimeSpan stop = Now + RemainingOrDilated(duration);
        while (!Holds(assertion, stop))
        {
            Pause(stop, pause, cancellationToken);
        }
    }

    /// <summary>The condition holds within the time, or the test fails.</summary>
    public void AwaitCondition(
        Func<bool> condition, TimeSpan? max, TimeSpan? interval, string? message, CancellationToken cancellationToken)
    {
        TimeSpan limit = RemainingOrDilated(max);
        if (!TryAwait(condition, limit, interval, cancellationToken))
        {
            Assertions.Fail("Timeout {0} expired while waiting for condition.{1}", limit, message ?? string.Empty);
        }
    }

    /// <summary>The same, asked ten times during it.</summary>
    public void AwaitCondition(
        Func<bool> condition, TimeSpan? max, string? message, CancellationToken cancellationToken)
    {
        TimeSpan limit = RemainingOrDilated(max);
        if (!TryAwait(condition, limit, limit / 10, cancellationToken))
        {
            Assertions.Fail("Timeout {0} expired while waiting for condition.{1}", limit, message ?? string.Empty);
        }
    }

    public bool AwaitConditionNoThrow(
        Func<bool> condition, TimeSpan max, TimeSpan? interval, CancellationToken cancellationToken) =>
        TryAwait(condition, Finite(max, nameof(max)), interval ?? DefaultInterval, cancellationToken);

    /// <summary>The result of a task that is complete or completes in virtual time.</summary>
    public Func<T> ResultOf<T>(Func<Task<T>> act) => () =>
    {
        Task<T> task = act();
        Complete(task);
        return task.Result;
    };

    /// <summary>The end of a task, in the same way.</summary>
    public Action EndOf(Func<Task> act) => () => Complete(act());

    public static Func<Task<bool>> Block(Action act) => () =>
    {
        act();
        return Task.FromResult(true);
    };

    public static Func<Task<bool>> Block(Func<Task> act) => async () =>
    {
        await act();
        return true;
    };

    public T Within<T>(TimeSpan min, TimeSpan max, Func<Task<T>> block, string? hint, TimeSpan? epsilon)
    {
        Finite(min, nameof(min));
        max = Dilated(max);
        TimeSpan start = Now;
        TimeSpan left = _end is { } outer ? Latest(TimeSpan.Zero, outer - start) : max;
        Assertions.AssertTrue(
            _end is null || left >= min, "Required min time {0} not possible, only {1} left. {2}", min, left,
            hint ?? string.Empty);
        TimeSpan limit = left < max ? left : max;
        T result = Inside(start + limit, max, block, hint);
        TimeSpan took = Now - start;
        if (took < min)
        {
            Assertions.Fail(
                "Failed: Block took {0}, should have at least been {1}. {2}", took, min, hint ?? string.Empty);
        }

        if (!_wasSilence && took > limit + (epsilon ?? TimeSpan.Zero))
        {
            Assertions.Fail("Failed: Block took {0}, exceeding {1}. {2}", took, limit, hint ?? string.Empty);
        }

        return result;
    }

    private T Inside<T>(TimeSpan end, TimeSpan max, Func<Task<T>> block, string? hint)
    {
        TimeSpan? outer = _end;
        (_end, _wasSilence) = (end, false);
        try
        {
            Task<T> task = block();
            if (!system.TryComplete(task, Latest(TimeSpan.Zero, end - Now)))
            {
                Assertions.Fail(
                    "Failed: Block was still running after {0}, exceeding the maximum allowed duration of {1}. {2}",
                    max, max, hint ?? string.Empty);
            }

            return task.Result;
        }
        finally
        {
            _end = outer;
        }
    }

    /// <summary>Until the end of its time a failure of the assertion only means one more try. A run that went wrong
    /// has no more tries.</summary>
    private bool Holds(Action assertion, TimeSpan stop)
    {
        try
        {
            assertion();
            return true;
        }
        catch (Exception failure) when (failure is not SimulationException && Now < stop)
        {
            return false;
        }
    }

    private bool TryAwait(
        Func<bool> condition, TimeSpan max, TimeSpan? interval, CancellationToken cancellationToken)
    {
        TimeSpan stop = Now + max;
        while (!condition())
        {
            if (Now >= stop)
            {
                return false;
            }

            Pause(stop, interval is { } given && given >= TimeSpan.Zero ? given : TimeSpan.MaxValue, cancellationToken);
        }

        return true;
    }

    /// <summary>A pause of no time would ask for ever at the same instant.</summary>
    private void Pause(TimeSpan stop, TimeSpan interval, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TimeSpan pause = interval == TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : interval;
        system.Pass(Shortest(stop - Now, pause));
    }
}
