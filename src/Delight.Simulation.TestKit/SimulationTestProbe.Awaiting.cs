using Delight.Simulation.TestKit.Waiting;

namespace Delight.Simulation.TestKit;

/// <content>Waits for conditions.</content>
public sealed partial class SimulationTestProbe
{
    /// <summary>Tries an assertion at virtual intervals until it holds. Default: each 100 ms.</summary>
    public new void AwaitAssert(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null,
        CancellationToken cancellationToken = default) =>
        _waits.AwaitAssert(assertion, duration, interval, cancellationToken);

    /// <summary>Tries an assertion at virtual intervals until it holds. Default: each 100 ms.</summary>
    public new Task AwaitAssertAsync(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null,
        CancellationToken cancellationToken = default) =>
        Completed.Task(() => AwaitAssert(assertion, duration, interval, cancellationToken));

    /// <summary>Tries an assertion at virtual intervals until it holds. Default: each 100 ms.</summary>
    public new Task AwaitAssertAsync(
        Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null,
        CancellationToken cancellationToken = default) =>
        AwaitAssertAsync(_waits.EndOf(assertion), duration, interval, cancellationToken);

    /// <summary>Asks a condition ten times during the time until it holds.</summary>
    public new void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        _waits.AwaitCondition(conditionIsFulfilled, null, null, cancellationToken);

    /// <summary>Asks a condition ten times during the time until it holds.</summary>
    public new Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        Completed.Task(() => AwaitCondition(conditionIsFulfilled, cancellationToken));

    /// <summary>Asks a condition ten times during the time until it holds.</summary>
    public new Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(_waits.ResultOf(conditionIsFulfilled), cancellationToken);

    /// <summary>Asks a condition ten times during the time until it holds.</summary>
    public new void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        _waits.AwaitCondition(conditionIsFulfilled, max, null, cancellationToken);

    /// <summary>Asks a condition ten times during the time until it holds.</summary>
    public new Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(_waits.ResultOf(conditionIsFulfilled), max, string.Empty, cancellationToken);

    /// <summary>Asks a condition ten times during the time until it holds.</summary>
    public new void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, string? message,
        CancellationToken cancellationToken = default) =>
        _waits.AwaitCondition(conditionIsFulfilled, max, message, cancellationToken);

    /// <summary>Asks a condition ten times during the time until it holds.</summary>
    public new Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max, string? message,
        CancellationToken cancellationToken = default) =>
        Completed.Task(() => AwaitCondition(conditionIsFulfilled, max, message, cancellationToken));

    /// <summary>Asks a condition ten times during the time until it holds.</summary>
    public new Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, string? message,
        CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(_waits.ResultOf(conditionIsFulfilled), max, message, cancellationToken);

    /// <summary>Asks a condition at virtual intervals until it holds.</summary>
    public new void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null,
        CancellationToken cancellationToken = default) =>
        _waits.AwaitCondition(conditionIsFulfilled, max, interval, message, cancellationToken);

    /// <summary>Asks a condition at virtual intervals until it holds.</summary>
    public new Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null,
        CancellationToken cancellationToken = default) =>
        Completed.Task(() => AwaitCondition(conditionIsFulfilled, max, interval, message, cancellationToken));

    /// <summary>Asks a condition at virtual intervals until it holds.</summary>
    public new Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null,
        CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(_waits.ResultOf(conditionIsFulfilled), max, interval, message, cancellationToken);

    /// <summary>Asks a condition at virtual intervals until it holds or the time is over. Default: each 100
    /// ms.</summary>
    public new bool AwaitConditionNoThrow(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null,
        CancellationToken cancellationToken = default) =>
        _waits.AwaitConditionNoThrow(conditionIsFulfilled, max, interval, cancellationToken);

    /// <summary>Asks a condition at virtual intervals until it holds or the time is over. Default: each 100
    /// ms.</summary>
    public new Task<bool> AwaitConditionNoThrowAsync(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null,
        CancellationToken cancellationToken = default) =>
        Completed.Task(() => AwaitConditionNoThrow(conditionIsFulfilled, max, interval, cancellationToken));

    /// <summary>Asks a condition at virtual intervals until it holds or the time is over. Default: each 100
    /// ms.</summary>
    public new Task<bool> AwaitConditionNoThrowAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null,
        CancellationToken cancellationToken = default) =>
        AwaitConditionNoThrowAsync(_waits.ResultOf(conditionIsFulfilled), max, interval, cancellationToken);
}
