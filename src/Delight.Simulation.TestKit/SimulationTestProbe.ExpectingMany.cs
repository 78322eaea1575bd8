using Akka.TestKit;
using Delight.Simulation.TestKit.Waiting;

namespace Delight.Simulation.TestKit;

/// <content>Expectations of several messages.</content>
public sealed partial class SimulationTestProbe
{
    /// <summary>The next message is one of these.</summary>
    public new T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        _waits.ExpectAnyOf(messages, cancellationToken);

    /// <summary>The next message is one of these.</summary>
    public new ValueTask<T> ExpectMsgAnyOfAsync<T>(
        IEnumerable<T> messages, CancellationToken cancellationToken = default) =>
        Completed.Value(() => ExpectMsgAnyOf<T>(messages, cancellationToken));

    /// <summary>The next messages are these in any order.</summary>
    public new IReadOnlyCollection<T> ExpectMsgAllOf<T>(params T[] messages) =>
        [.. _waits.ExpectAllOf(null, messages, CancellationToken.None)];

    /// <summary>The next messages are these in any order.</summary>
    public new IReadOnlyCollection<T> ExpectMsgAllOf<T>(
        IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        [.. _waits.ExpectAllOf(null, messages, cancellationToken)];

    /// <summary>The next messages are these in any order.</summary>
    public new IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        Completed.Sequence(_waits.ExpectAllOf(null, messages, cancellationToken));

    /// <summary>The next messages within the time are these in any order.</summary>
    public new IReadOnlyCollection<T> ExpectMsgAllOf<T>(TimeSpan max, params T[] messages) =>
        [.. _waits.ExpectAllOf(max, messages, CancellationToken.None)];

    /// <summary>The next messages within the time are these in any order.</summary>
    public new IReadOnlyCollection<T> ExpectMsgAllOf<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        [.. _waits.ExpectAllOf(max, messages, cancellationToken)];

    /// <summary>The next messages within the time are these in any order.</summary>
    public new IAsyncEnumerable<T> ExpectMsgAllOfAsync<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        Completed.Sequence(_waits.ExpectAllOf(max, messages, cancellationToken));

    /// <summary>Each of the next messages is such a one, and each predicate has its message.</summary>
    public new IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(params PredicateInfo[] predicates) =>
        [.. _waits.ExpectAllOf(null, predicates, CancellationToken.None)];

    /// <summary>Each of the next messages is such a one, and each predicate has its message.</summary>
    public new IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        [.. _waits.ExpectAllOf(null, predicates, cancellationToken)];

    /// <summary>Each of the next messages is such a one, and each predicate has its message.</summary>
    public new IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        Completed.Sequence(_waits.ExpectAllOf(null, predicates, cancellationToken));

    /// <summary>Each of the next messages is such a one, and each predicate has its message.</summary>
    public new IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        TimeSpan max, params PredicateInfo[] predicates) =>
        [.. _waits.ExpectAllOf(max, predicates, CancellationToken.None)];

    /// <summary>Each of the next messages is such a one, and each predicate has its message.</summary>
    public new IReadOnlyCollection<object> ExpectMsgAllOfMatchingPredicates(
        TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken) =>
        [.. _waits.ExpectAllOf(max, predicates, cancellationToken)];

    /// <summary>Each of the next messages is such a one, and each predicate has its message.</summary>
    public new IAsyncEnumerable<object> ExpectMsgAllOfMatchingPredicatesAsync(
        TimeSpan max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken = default) =>
        Completed.Sequence(_waits.ExpectAllOf(max, predicates, cancellationToken));
}
