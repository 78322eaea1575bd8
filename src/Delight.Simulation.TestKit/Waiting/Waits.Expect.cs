using Akka.Actor;
using Akka.TestKit;

namespace Delight.Simulation.TestKit.Waiting;

/// <content>Takes messages and asks something of them.</content>
internal sealed partial class Waits
{
    /// <summary>The next message is a <typeparamref name="T"/> and passes the check.</summary>
    public T Expect<T>(
        TimeSpan? timeout, Action<T, IActorRef>? check, string? hint, CancellationToken cancellationToken)
    {
        TimeSpan max = RemainingOrDilated(timeout);
        if (!TryReceive(out MessageEnvelope envelope, max, cancellationToken))
        {
            Assertions.Fail(
                "Failed: Timeout {0} while waiting for a message of type {1} {2}", max, typeof(T),
                hint ?? string.Empty);
        }

        if (envelope.Message is not T message)
        {
            Assertions.Fail(
                "Failed: Expected a message of type {0}, but received {{{2}}} (type {1}) instead {3} from {4}",
                typeof(T), envelope.Message.GetType(), envelope.Message, hint ?? string.Empty, envelope.Sender);
            throw new InvalidOperationException("a failed expectation throws");
        }

        check?.Invoke(message, envelope.Sender);
        return message;
    }

    public Action<T, IActorRef> IsEqual<T>(T expected) => (message, _) => Assertions.AssertEqual(expected, message);

    public Action<T, IActorRef> IsEqual<T>(T expected, Func<T, T, bool> comparer, string? hint) =>
        (message, _) => Assertions.AssertEqual(expected, message, comparer, hint ?? string.Empty);

    public Action<T, IActorRef> Passes<T>(Predicate<T>? isMessage, string? hint) => (message, _) =>
        Assertions.AssertTrue(
            isMessage?.Invoke(message) ?? true,
            "Got a message of the expected type <{2}>. Also expected {0} but the message {{{1}}} of type <{3}> did not "
            + "match",
            hint ?? "the predicate to return true", message!, typeof(T).FullName!, message!.GetType().FullName!);

    public Action<T, IActorRef> Passes<T>(Func<T, IActorRef, bool> isMessage, string? hint) => (message, sender) =>
        Assertions.AssertTrue(
            isMessage(message, sender),
            "Got a message of the expected type <{2}> from {4}. Also expected {0} but the message {{{1}}} of type "
            + "<{3}> did not match",
            hint ?? "the predicate to return true", message!, typeof(T).FullName!, message!.GetType().FullName!,
            sender);

    public Action<T, IActorRef> IsFrom<T>(IActorRef expected, Action<T, IActorRef>? check, string? hint) =>
        (message, sender) =>
        {
            string problem = $"Sender does not match. Got a message from sender {sender}. But expected {expected}";
            Assertions.AssertEqual(expected, sender, $"{problem} {hint}");
            check?.Invoke(message, sender);
        };

    public Action<T, IActorRef> IsFrom<T>(
        Predicate<IActorRef>? isSender, Action<T, IActorRef> check, string? hint) => (message, sender) =>
        {
            Assertions.AssertTrue(
                isSender?.Invoke(sender) ?? true,
                "Sender does not match. Got a message from sender {0}. But expected {1}. The message was {{{2}}}",
                sender, hint ?? "the predicate to return true", message!);
            check(message, sender);
        };

    public static Action<T, IActorRef> Both<T>(Action<IActorRef> assertSender, Action<T> assertMessage) =>
        (message, sender) =>
        {
            assertSender(sender);
            assertMessage(message);
        };

    public Terminated ExpectTerminated(
        IActorRef target, TimeSpan? timeout, string? hint, CancellationToken cancellationToken)
    {
        string what = $"Terminated {target}. {hint}";
        return Expect<Terminated>(
            timeout, (terminated, _) => Assertions.AssertEqual(target, terminated.ActorRef, what), what,
            cancellationToken);
    }

    public void ExpectNone(TimeSpan duration, CancellationToken cancellationToken)
    {
        TimeSpan start = Now;
        if (TryReceive(out MessageEnvelope envelope, duration, cancellationToken))
        {
            Assertions.Fail(
                "Failed: Expected no messages during {0}, instead we received {1} after {2}", duration, envelope,
                Now - start);
        }
    }

    public void ExpectNoneDilated(TimeSpan duration, CancellationToken cancellationToken) =>
        ExpectNone(Dilated(duration), cancellationToken);

    public T ExpectAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken)
    {
        T[] all = [.. messages];
        TimeSpan max = RemainingOrDefault;
        object? received = Receive(max, cancellationToken);
        Assertions.AssertTrue(
            received is not null, "Timeout {0} during waiting for ExpectMsgAnyOf waiting for ({1})", max,
            string.Join(',', all));
        Assertions.AssertTrue(
            received is T typed && all.Contains(typed), "ExpectMsgAnyOf found unexpected {0}", received!);
        return (T)received!;
    }

    public IEnumerable<T> ExpectAllOf<T>(
        TimeSpan? max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken)
    {
        List<T> missing = [.. messages];
        List<object> unexpected = [];
        foreach (object received in ReceiveN(messages.Count, LimitOf(max), cancellationToken))
        {
            int found = received is T ? missing.FindIndex(message => Equals(message, received)) : -1;
            if (found >= 0)
            {
                missing.RemoveAt(found);
            }
            else
            {
                unexpected.Add(received);
            }

            if (received is T typed)
            {
                yield return typed;
            }
        }

        Compare(missing, unexpected);
    }

    public IEnumerable<object> ExpectAllOf(
        TimeSpan? max, IReadOnlyCollection<PredicateInfo> predicates, CancellationToken cancellationToken)
    {
        List<PredicateInfo> missing = [.. predicates];
        List<object> unexpected = [];
        foreach (object received in ReceiveN(predicates.Count, LimitOf(max), cancellationToken))
        {
            int found = missing.FindIndex(predicate => predicate.Type == received.GetType()
                && predicate.PredicateT.DynamicInvoke(received) is true);
            if (found >= 0)
            {
                missing.RemoveAt(found);
            }
            else
            {
                unexpected.Add(received);
            }

            yield return received;
        }

        Compare(missing, unexpected);
    }

    private TimeSpan LimitOf(TimeSpan? max) =>
        max is { } given ? Dilated(Finite(given, nameof(max))) : RemainingOrDefault;

    private void Compare<T>(List<T> missing, List<object> unexpected)
    {
        if (missing.Count + unexpected.Count > 0)
        {
            Assertions.Fail(
                "{0}{1}", missing.Count == 0 ? string.Empty : $"not found [{string.Join(", ", missing)}] ",
                unexpected.Count == 0 ? string.Empty : $"found unexpected [{string.Join(", ", unexpected)}]");
        }
    }
}
