using Delight.Simulation.TestKit.Waiting;

namespace Delight.Simulation.TestKit;

/// <content>Takes messages while something holds.</content>
public sealed partial class SimulationTestProbe
{
    /// <summary>Takes messages while the filter makes something of them. It leaves the first one for which it
    /// returns null.</summary>
    public new IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue,
        CancellationToken cancellationToken = default) =>
        [.. _waits.ReceiveWhile(new WhileLimits(max, null, msgs), filter, cancellationToken)];

    /// <summary>Takes messages while the filter makes something of them. It leaves the first one for which it
    /// returns null.</summary>
    public new IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max, Func<object, T> filter, int msgs = int.MaxValue,
        CancellationToken cancellationToken = default) =>
        Completed.Sequence(_waits.ReceiveWhile(new WhileLimits(max, null, msgs), filter, cancellationToken));

    /// <summary>Takes messages while the filter makes something of them. It leaves the first one for which it
    /// returns null.</summary>
    public new IReadOnlyList<T> ReceiveWhile<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue,
        CancellationToken cancellationToken = default) =>
        [.. _waits.ReceiveWhile(new WhileLimits(max, idle, msgs), filter, cancellationToken)];

    /// <summary>Takes messages while the filter makes something of them. It leaves the first one for which it
    /// returns null.</summary>
    public new IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        TimeSpan? max, TimeSpan? idle, Func<object, T> filter, int msgs = int.MaxValue,
        CancellationToken cancellationToken = default) =>
        Completed.Sequence(_waits.ReceiveWhile(new WhileLimits(max, idle, msgs), filter, cancellationToken));

    /// <summary>Takes messages while the filter makes something of them. It leaves the first one for which it
    /// returns null.</summary>
    public new IReadOnlyList<T> ReceiveWhile<T>(
        Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue,
        CancellationToken cancellationToken = default) =>
        [.. _waits.ReceiveWhile(new WhileLimits(max, idle, msgs), filter, cancellationToken)];

    /// <summary>Takes messages while the filter makes something of them. It leaves the first one for which it
    /// returns null.</summary>
    public new IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Func<object, T> filter, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue,
        CancellationToken cancellationToken = default) =>
        Completed.Sequence(_waits.ReceiveWhile(new WhileLimits(max, idle, msgs), filter, cancellationToken));

    /// <summary>Takes messages while they are such ones, and drops or stops at those of other types.</summary>
    public new IReadOnlyList<T> ReceiveWhile<T>(
        Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true, CancellationToken cancellationToken = default) =>
        [.. _waits.ReceiveWhile(new WhileLimits(max, idle, msgs), shouldContinue, shouldIgnoreOtherMessageTypes,
            cancellationToken)];

    /// <summary>Takes messages while they are such ones, and drops or stops at those of other types.</summary>
    public new IAsyncEnumerable<T> ReceiveWhileAsync<T>(
        Predicate<T> shouldContinue, TimeSpan? max = null, TimeSpan? idle = null, int msgs = int.MaxValue,
        bool shouldIgnoreOtherMessageTypes = true, CancellationToken cancellationToken = default) =>
        Completed.Sequence(_waits.ReceiveWhile(new WhileLimits(max, idle, msgs), shouldContinue,
            shouldIgnoreOtherMessageTypes, cancellationToken));
}
