using Akka.Actor;
using Delight.Simulation.TestKit.Waiting;

namespace Delight.Simulation.TestKit;

/// <content>Expectations of a message and its sender.</content>
public abstract partial class SimulationTestKit
{
    /// <summary>The next message within the time is a <typeparamref name="T"/> of that sender.</summary>
    public new T ExpectMsgFrom<T>(
        IActorRef sender, TimeSpan? duration = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        _waits.Expect(duration, _waits.IsFrom<T>(sender, null, hint), hint, cancellationToken);

    /// <summary>The next message within the time is a <typeparamref name="T"/> of that sender.</summary>
    public new ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, TimeSpan? duration = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Completed.Value(() => ExpectMsgFrom<T>(sender, duration, hint, cancellationToken));

    /// <summary>The next message within the time equals this one and is of that sender.</summary>
    public new T ExpectMsgFrom<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        _waits.Expect(timeout, _waits.IsFrom(sender, _waits.IsEqual(message), hint), hint, cancellationToken);

    /// <summary>The next message within the time equals this one and is of that sender.</summary>
    public new ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Completed.Value(() => ExpectMsgFrom<T>(sender, message, timeout, hint, cancellationToken));

    /// <summary>The next message within the time is such a one of that sender.</summary>
    public new T ExpectMsgFrom<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        _waits.Expect(timeout, _waits.IsFrom(sender, _waits.Passes(isMessage, hint), hint), hint, cancellationToken);

    /// <summary>The next message within the time is such a one of that sender.</summary>
    public new ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Completed.Value(() => ExpectMsgFrom<T>(sender, isMessage, timeout, hint, cancellationToken));

    /// <summary>The next message within the time is such a one of such a sender.</summary>
    public new T ExpectMsgFrom<T>(
        Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        _waits.Expect(timeout, _waits.IsFrom(isSender, _waits.Passes(isMessage, hint), hint), hint, cancellationToken);

    /// <summary>The next message within the time is such a one of such a sender.</summary>
    public new ValueTask<T> ExpectMsgFromAsync<T>(
        Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Completed.Value(() => ExpectMsgFrom<T>(isSender, isMessage, timeout, hint, cancellationToken));

    /// <summary>The next message within the time is of that sender and passes the assertion.</summary>
    public new T ExpectMsgFrom<T>(
        IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        _waits.Expect(timeout, _waits.IsFrom<T>(sender, (m, _) => assertMessage(m), hint), hint, cancellationToken);

    /// <summary>The next message within the time is of that sender and passes the assertion.</summary>
    public new ValueTask<T> ExpectMsgFromAsync<T>(
        IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Completed.Value(() => ExpectMsgFrom<T>(sender, assertMessage, timeout, hint, cancellationToken));

    /// <summary>The next message within the time and its sender pass the assertions.</summary>
    public new T ExpectMsgFrom<T>(
        Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        _waits.Expect(timeout, Waits.Both(assertSender, assertMessage), hint, cancellationToken);

    /// <summary>The next message within the time and its sender pass the assertions.</summary>
    public new ValueTask<T> ExpectMsgFromAsync<T>(
        Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string? hint = null,
        CancellationToken cancellationToken = default) =>
        Completed.Value(() => ExpectMsgFrom<T>(assertSender, assertMessage, timeout, hint, cancellationToken));
}
