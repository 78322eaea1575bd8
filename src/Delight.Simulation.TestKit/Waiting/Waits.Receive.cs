using System.Collections;
using Akka.TestKit;

namespace Delight.Simulation.TestKit.Waiting;

/// <content>Takes messages and asks nothing of them.</content>
internal sealed partial class Waits
{
    public bool TryReceive(out MessageEnvelope envelope, TimeSpan? max, CancellationToken cancellationToken)
    {
        bool isThere = Wait(max ?? settings.SingleExpectDefault, cancellationToken);
        Last = envelope = isThere ? queue.Take()! : NullMessageEnvelope.Instance;
        return isThere;
    }

    public bool TryPeek(out MessageEnvelope envelope, TimeSpan? max, CancellationToken cancellationToken)
    {
        bool isThere = Wait(max ?? settings.SingleExpectDefault, cancellationToken);
        Last = envelope = isThere ? queue.Peek()! : NullMessageEnvelope.Instance;
        return isThere;
    }

    public object? Receive(TimeSpan? max, CancellationToken cancellationToken) =>
        TryReceive(out MessageEnvelope envelope, max, cancellationToken) ? envelope.Message : null;

    public object? Peek(TimeSpan? max, CancellationToken cancellationToken) =>
        TryPeek(out MessageEnvelope envelope, max, cancellationToken) ? envelope.Message : null;

    public IEnumerable<object> ReceiveN(int count, TimeSpan max, CancellationToken cancellationToken)
    {
        TimeSpan start = Now;
        for (int received = 0; received < count; received++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            object? message = Receive(start + max - Now, cancellationToken);
            if (message is null)
            {
                Assertions.Fail(
                    "Timeout ({0}) while expecting {1} messages. Only got {2} after {3}.", max, count, received,
                    Now - start);
            }

            yield return message!;
        }
    }

    /// <param name="times">How long in all, between two messages, and how many messages.</param>
    /// <param name="filter">Null stops, and the message stays.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public IEnumerable<T> ReceiveWhile<T>(
        WhileLimits times, Func<object, T> filter, CancellationToken cancellationToken)
    {
        (Step Step, object? Result) Judge(object message) =>
            filter(message) is { } result ? (Step.Take, result) : (Step.Stop, null);
        return TakeWhile(times, Judge, cancellationToken).Cast<T>();
    }

    /// <param name="times">How long in all, between two messages, and how many messages.</param>
    /// <param name="shouldContinue">False stops, and the message stays.</param>
    /// <param name="skipsOthers">True to drop messages of other types, false to stop at one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public IEnumerable<T> ReceiveWhile<T>(
        WhileLimits times, Predicate<T> shouldContinue, bool skipsOthers, CancellationToken cancellationToken)
    {
        (Step Step, object? Result) Judge(object message) => message is T typed
            ? (shouldContinue(typed) ? Step.Take : Step.Stop, typed)
            : (skipsOthers ? Step.Skip : Step.Stop, null);
        return TakeWhile(times, Judge, cancellationToken).Cast<T>();
    }

    public T Fish<T>(
        Predicate<T> isMessage, ArrayList? others, TimeSpan? max, string? hint, CancellationToken cancellationToken)
    {
        TimeSpan limit = RemainingOrDilated(max);
        TimeSpan end = Now + limit;
        others?.Clear();
        while (true)
        {
            object? message = Receive(end - Now, cancellationToken);
            Assertions.AssertTrue(
                message is not null, "Timeout ({0}) during fishForMessage{1}", limit,
                string.IsNullOrEmpty(hint) ? string.Empty : $", hint: {hint}");
            if (message is T typed && isMessage(typed))
            {
                return typed;
            }

            others?.Add(message);
        }
    }

    public void FishUntil<T>(TimeSpan? max, CancellationToken cancellationToken)
    {
        foreach (object taken in ReceiveWhile<object>(
            new WhileLimits(max, null, int.MaxValue),
            message =>
            {
                Assertions.AssertFalse(message is T, "did not expect a message of type {0}", typeof(T));
                return true;
            },
            skipsOthers: true, cancellationToken))
        {
            // Each is looked at by the predicate.
            _ = taken;
        }
    }

    public ArrayList WaitForSilence(TimeSpan? max, uint? messagesMax, CancellationToken cancellationToken)
    {
        ArrayList messages = [];
        while (true)
        {
            Assertions.AssertFalse(
                messages.Count > messagesMax, "maxMessages violated (current iteration: {0}).", messages.Count);
            if (Receive(max, cancellationToken) is not { } message)
            {
                return ArrayList.ReadOnly(messages);
            }

            messages.Add(message);
        }
    }

    private enum Step
    {
        Take,
        Skip,
        Stop,
    }

    private IEnumerable<object> TakeWhile(
        WhileLimits limits, Func<object, (Step Step, object? Result)> judge, CancellationToken cancellationToken)
    {
        TimeSpan stop = Now + RemainingOrDilated(limits.Max);
        MessageEnvelope accepted = NullMessageEnvelope.Instance;
        int count = 0;
        while (count < limits.Messages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TimeSpan idle = limits.Idle ?? Timeout.InfiniteTimeSpan;
            TimeSpan left = stop - Now;
            TimeSpan wait = idle >= TimeSpan.Zero && idle < left ? idle : left;
            if (!TryPeek(out MessageEnvelope envelope, wait, cancellationToken))
            {
                break;
            }

            (Step step, object? result) = judge(envelope.Message);
            if (step == Step.Stop)
            {
                break;
            }

            queue.Take();
            accepted = envelope;
            if (step == Step.Take)
            {
                count++;
                yield return result!;
            }
        }

        (Last, _wasSilence) = (accepted, true);
    }

    private bool Wait(TimeSpan max, CancellationToken cancellationToken)
    {
        _wasSilence = false;
        if (max < TimeSpan.Zero && max != Timeout.InfiniteTimeSpan)
        {
            return false;
        }

        if (max != TimeSpan.Zero)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        system.WaitUntil(() => queue.HasMessages() || cancellationToken.IsCancellationRequested, max);
        if (max != TimeSpan.Zero)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return queue.HasMessages();
    }
}

/// <summary>How long messages are taken.</summary>
/// <param name="Max">In all; null: the rest of the block, or the default.</param>
/// <param name="Idle">From one message to the next; null: no limit.</param>
/// <param name="Messages">How many at most.</param>
internal readonly record struct WhileLimits(TimeSpan? Max, TimeSpan? Idle, int Messages);
