using Delight.Simulation.TestKit.Waiting;

namespace Delight.Simulation.TestKit;

/// <content>Blocks that are bounded in time.</content>
public abstract partial class SimulationTestKit
{
    /// <summary>Virtual time since the start.</summary>
    public new TimeSpan Now => _waits.Now;

    /// <summary>What is left of the innermost block.</summary>
    public new TimeSpan Remaining => _waits.Remaining;

    /// <summary>What is left of the innermost block, or the default time-out outside of one.</summary>
    public new TimeSpan RemainingOrDefault => _waits.RemainingOrDefault;

    /// <summary>The same with the default for silence.</summary>
    public new TimeSpan NoMessageRemainingOrDefault => _waits.NoMessageRemainingOrDefault;

    /// <summary>The duration times the factor of all time-outs; null: what is left, or the default.</summary>
    public new TimeSpan RemainingOrDilated(TimeSpan? duration) => _waits.RemainingOrDilated(duration);

    /// <summary>What is left of the innermost block, or the duration outside of one.</summary>
    protected new TimeSpan RemainingOr(TimeSpan duration) => _waits.RemainingOr(duration);

    /// <summary>Runs a block that takes no longer than the time; waits in it end with it.</summary>
    public new void Within(
        TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    /// <summary>Runs a block that takes no less than one time and no longer than the other; waits in it end with
    /// it.</summary>
    public new void Within(
        TimeSpan min, TimeSpan max, Action action, string? hint = null, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        _waits.Within(min, max, Waits.Block(action), hint, epsilonValue);

    /// <summary>Runs a block that takes no longer than the time; waits in it end with it.</summary>
    public new T Within<T>(
        TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <summary>Runs a block that takes no less than one time and no longer than the other; waits in it end with
    /// it.</summary>
    public new T Within<T>(
        TimeSpan min, TimeSpan max, Func<T> function, string? hint = null, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        _waits.Within(min, max, () => Task.FromResult(function()), hint, epsilonValue);

    /// <summary>Runs a block that takes no longer than the time; waits in it end with it.</summary>
    public new Task WithinAsync(
        TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    /// <summary>Runs a block that takes no less than one time and no longer than the other; waits in it end with
    /// it.</summary>
    public new Task WithinAsync(
        TimeSpan min, TimeSpan max, Func<Task> actionAsync, string? hint = null, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        Completed.Task(() => _waits.Within(min, max, Waits.Block(actionAsync), hint, epsilonValue));

    /// <summary>Runs a block that takes no longer than the time; waits in it end with it.</summary>
    public new Task<T> WithinAsync<T>(
        TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <summary>Runs a block that takes no less than one time and no longer than the other; waits in it end with
    /// it.</summary>
    public new Task<T> WithinAsync<T>(
        TimeSpan min, TimeSpan max, Func<Task<T>> function, string? hint = null, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        Completed.Task(() => _waits.Within(min, max, function, hint, epsilonValue));
}
