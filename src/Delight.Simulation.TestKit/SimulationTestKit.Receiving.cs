using Akka.TestKit;
using Delight.Simulation.TestKit.Waiting;

namespace Delight.Simulation.TestKit;

/// <content>Takes and shows messages.</content>
public abstract partial class SimulationTestKit
{
    /// <summary>Takes the next message within the time; null where none comes.</summary>
    public new object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        _waits.Receive(max, cancellationToken);

    /// <summary>Takes the next message within the time; null where none comes.</summary>
    public new ValueTask<object?> ReceiveOneAsync(
        TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Completed.Value(() => ReceiveOne(max, cancellationToken));

    /// <summary>Takes the next message within the time.</summary>
    public new bool TryReceiveOne(
        out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        _waits.TryReceive(out envelope, max, cancellationToken);

    /// <summary>Takes the next message within the time.</summary>
    public new ValueTask<(
        bool success,
        MessageEnvelope envelope)> TryReceiveOneAsync(TimeSpan? max, CancellationToken cancellationToken = default) =>
        Completed.Value(() => (TryReceiveOne(out MessageEnvelope found, max, cancellationToken), found));

    /// <summary>Shows the next message within the time and leaves it; null where none comes.</summary>
    public new object? PeekOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        _waits.Peek(max, cancellationToken);

    /// <summary>Shows the next message within the time and leaves it; null where none comes.</summary>
    public new ValueTask<object?> PeekOneAsync(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        Completed.Value(() => PeekOne(max, cancellationToken));

    /// <summary>Shows the next message and leaves it; null where nothing is left to happen.</summary>
    public new object? PeekOne(CancellationToken cancellationToken) =>
        _waits.Peek(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Shows the next message and leaves it; null where nothing is left to happen.</summary>
    public new ValueTask<object?> PeekOneAsync(CancellationToken cancellationToken) =>
        Completed.Value(() => PeekOne(cancellationToken));

    /// <summary>Shows the next message within the time and leaves it.</summary>
    public new bool TryPeekOne(out MessageEnvelope envelope, TimeSpan? max, CancellationToken cancellationToken) =>
        _waits.TryPeek(out envelope, max, cancellationToken);

    /// <summary>Shows the next message within the time and leaves it.</summary>
    public new ValueTask<(
        bool success,
        MessageEnvelope envelope)> TryPeekOneAsync(TimeSpan? max, CancellationToken cancellationToken) =>
        Completed.Value(() => (TryPeekOne(out MessageEnvelope found, max, cancellationToken), found));

    /// <summary>Takes so many messages.</summary>
    public new IReadOnlyCollection<object> ReceiveN(
        int numberOfMessages, CancellationToken cancellationToken = default) =>
        [.. _waits.ReceiveN(numberOfMessages, _waits.RemainingOrDefault, cancellationToken)];

    /// <summary>Takes so many messages.</summary>
    public new IAsyncEnumerable<object> ReceiveNAsync(
        int numberOfMessages, CancellationToken cancellationToken = default) =>
        Completed.Sequence(_waits.ReceiveN(numberOfMessages, _waits.RemainingOrDefault, cancellationToken));

    /// <summary>Takes so many messages within the time.</summary>
    public new IReadOnlyCollection<object> ReceiveN(
        int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        [.. _waits.ReceiveN(numberOfMessages, _waits.RemainingOrDilated(max), cancellationToken)];

    /// <summary>Takes so many messages within the time.</summary>
    public new IAsyncEnumerable<object> ReceiveNAsync(
        int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default) =>
        Completed.Sequence(_waits.ReceiveN(numberOfMessages, _waits.RemainingOrDilated(max), cancellationToken));
}
