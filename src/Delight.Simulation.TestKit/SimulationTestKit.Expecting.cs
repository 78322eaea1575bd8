using Akka.Actor;
using Delight.Simulation.TestKit.Waiting;

namespace Delight.Simulation.TestKit;

/// <content>Expectations of one message.</content>
public abstract partial class SimulationTestKit
{
    /// <summary>The next message within the time is a <typeparamref name="T"/>.</summary>
    public new T ExpectMsg<T>(
        TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        _waits.Expect<T>(duration, null, hint, cancellationToken);

    /// <summary>The next message within the time is a <typeparamref name="T"/>.</summary>
    public new ValueTask<T> ExpectMsgAsync<T>(
        TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Completed.Value(() => ExpectMsg<T>(duration, hint, cancellationToken));

    /// <summary>The next message within the time equals this one.</summary>
    public new T ExpectMsg<T>(
        T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        _waits.Expect(timeout, _waits.IsEqual(message), hint, cancellationToken);

    /// <summary>The next message within the time equals this one.</summary>
    public new ValueTask<T> ExpectMsgAsync<T>(
        T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Completed.Value(() => ExpectMsg<T>(message, timeout, hint, cancellationToken));

    /// <summary>The next message within the time is such a <typeparamref name="T"/>.</summary>
    public new T ExpectMsg<T>(
        Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        _waits.Expect(timeout, _waits.Passes(isMessage, hint), hint, cancellationToken);

    /// <summary>The next message within the time is such a <typeparamref name="T"/>.</summary>
    public new ValueTask<T> ExpectMsgAsync<T>(
        Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Completed.Value(() => ExpectMsg<T>(isMessage, timeout, hint, cancellationToken));

    /// <summary>The next message within the time is a <typeparamref name="T"/> that passes the assertion.</summary>
    public new T ExpectMsg<T>(
        Action<T> assert, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        _waits.Expect<T>(timeout, (message, _) => assert(message), hint, cancellationToken);

    /// <summary>The next message within the time is a <typeparamref name="T"/> that passes the assertion.</summary>
    public new ValueTask<T> ExpectMsgAsync<T>(
        Action<T> assert, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Completed.Value(() => ExpectMsg<T>(assert, timeout, hint, cancellationToken));

    /// <summary>The next message within the time and its sender are such ones.</summary>
    public new T ExpectMsg<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        _waits.Expect(timeout, _waits.Passes(isMessageAndSender, hint), hint, cancellationToken);

    /// <summary>The next message within the time and its sender are such ones.</summary>
    public new ValueTask<T> ExpectMsgAsync<T>(
        Func<T, IActorRef, bool> isMessageAndSender, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Completed.Value(() => ExpectMsg<T>(isMessageAndSender, timeout, hint, cancellationToken));

    /// <summary>The next message within the time and its sender pass the assertion.</summary>
    public new T ExpectMsg<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        _waits.Expect(timeout, assertMessageAndSender, hint, cancellationToken);

    /// <summary>The next message within the time and its sender pass the assertion.</summary>
    public new ValueTask<T> ExpectMsgAsync<T>(
        Action<T, IActorRef> assertMessageAndSender, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Completed.Value(() => ExpectMsg<T>(assertMessageAndSender, timeout, hint, cancellationToken));

    /// <summary>The next message within the time equals this one by the comparer.</summary>
    public new T ExpectMsg<T>(
        T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        _waits.Expect(timeout, _waits.IsEqual(expected, comparer, hint), hint, cancellationToken);

    /// <summary>The next message within the time equals this one by the comparer.</summary>
    public new ValueTask<T> ExpectMsgAsync<T>(
        T expected, Func<T, T, bool> comparer, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Completed.Value(() => ExpectMsg<T>(expected, comparer, timeout, hint, cancellationToken));

    /// <summary>The next message within the time is the <c>Terminated</c> of that actor, which is watched.</summary>
    public new Terminated ExpectTerminated(
        IActorRef target, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        _waits.ExpectTerminated(target, timeout, hint, cancellationToken);

    /// <summary>The next message within the time is the <c>Terminated</c> of that actor, which is watched.</summary>
    public new ValueTask<Terminated> ExpectTerminatedAsync(
        IActorRef target, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Completed.Value(() => ExpectTerminated(target, timeout, hint, cancellationToken));

    /// <summary>No message comes during the rest of the block, or during the default time.</summary>
    public new void ExpectNoMsg(CancellationToken cancellationToken = default) =>
        _waits.ExpectNone(_waits.NoMessageRemainingOrDefault, cancellationToken);

    /// <summary>No message comes during the rest of the block, or during the default time.</summary>
    public new ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) =>
        Completed.Value(() => ExpectNoMsg(cancellationToken));

    /// <summary>No message comes during the time.</summary>
    public new void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) =>
        _waits.ExpectNoneDilated(duration, cancellationToken);

    /// <summary>No message comes during the time.</summary>
    public new ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        Completed.Value(() => ExpectNoMsg(duration, cancellationToken));

    /// <summary>No message comes during so many milliseconds.</summary>
    public new void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        _waits.ExpectNone(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <summary>No message comes during so many milliseconds.</summary>
    public new ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) =>
        Completed.Value(() => ExpectNoMsg(milliseconds, cancellationToken));
}
