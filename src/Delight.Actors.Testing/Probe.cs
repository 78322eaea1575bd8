using System.Globalization;
using Delight.Actors.Port;

namespace Delight.Actors.Testing;

/// <summary>An actor that a test looks through: it records every message with its sender and its time.</summary>
/// <remarks>
/// <para>In: anything. Out: what its reaction sends.</para>
/// <para>State: all messages, unbounded; a restart keeps them. What is pooled in a message is valid only while it is
/// received, unless the reaction retains it.</para>
/// <para>Time: read for the record. Order: messages in the order of their arrival.</para>
/// <para>Restart: none needed; a reaction that throws is supervised like any actor.</para>
/// <para>Safe to read from the test's thread while a live runtime delivers.</para>
/// <para>Expectations look at the messages one after the other; one that fails takes nothing, and its message lists all
/// that came with senders and times, and the run's seed where the probe was spawned by its harness.</para>
/// </remarks>
public sealed partial class Probe : IActor
{
    private readonly Lock _gate = new();
    private readonly List<ReceivedMessage> _received = [];
    private readonly Action<object, IActorContext>? _react;
    private int _looked;

    /// <summary>Makes a probe.</summary>
    /// <param name="name">How failed expectations call it.</param>
    /// <param name="react">Called with every message after it was recorded; null: nothing more happens.</param>
    public Probe(string name, Action<object, IActorContext>? react = null)
    {
        Name = name;
        _react = react;
    }

    /// <summary>How failed expectations call it.</summary>
    public string Name { get; }

    /// <summary>How to spawn it: always this very instance.</summary>
    public ActorSpec Spec => new() { Create = () => this };

    /// <summary>Messages that came so far.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _received.Count;
            }
        }
    }

    /// <summary>A copy of everything that came so far, in order.</summary>
    public IReadOnlyList<ReceivedMessage> Received
    {
        get
        {
            lock (_gate)
            {
                return [.. _received];
            }
        }
    }

    /// <summary>Raised after each message was recorded, on the actor's thread: what a live harness waits for.</summary>
    public event EventHandler? MessageRecorded;

    /// <summary>The messages of one type that came so far, in order; looking at them takes nothing away.</summary>
    public IReadOnlyList<T> All<T>() => [.. Received.Select(received => received.Message).OfType<T>()];

    /// <summary>Requires that the next message that no expectation looked at is of a type, and takes it.</summary>
    /// <param name="what">What the test awaits, in words, for the failure's message; may be null.</param>
    /// <exception cref="ProbeException">No message is left, or the next one is another.</exception>
    public T Expect<T>(string? what = null) => (T)ExpectReceived<T>(_ => true, what).Message;

    /// <summary>The same, with a condition.</summary>
    /// <param name="isExpected">Says whether it is the awaited one.</param>
    /// <param name="what">What the test awaits, in words.</param>
    /// <exception cref="ProbeException">No message is left, or the next one is another.</exception>
    public T Expect<T>(Func<T, bool> isExpected, string what) => (T)ExpectReceived(isExpected, what).Message;

    /// <summary>The same, with sender and time.</summary>
    /// <exception cref="ProbeException">No message is left, or the next one is another.</exception>
    public ReceivedMessage ExpectReceived<T>(Func<T, bool> isExpected, string? what = null)
    {
        lock (_gate)
        {
            string awaited = Awaited<T>(what);
            if (_looked == _received.Count)
            {
                throw Refuse($"awaited {awaited}, but nothing more came");
            }

            ReceivedMessage next = _received[_looked];
            if (next.Message is not T message || !isExpected(message))
            {
                throw Refuse($"awaited {awaited}, but message {_looked} is {Show(next)}");
            }

            _looked++;
            return next;
        }
    }

    /// <summary>Requires that every message was looked at.</summary>
    /// <exception cref="ProbeException">One was not.</exception>
    public void ExpectNothingMore()
    {
        lock (_gate)
        {
            if (_looked < _received.Count)
            {
                throw Refuse($"awaited nothing more, but message {_looked} is {Show(_received[_looked])}");
            }
        }
    }

    /// <inheritdoc/>
    public void Receive(object message, IActorContext context)
    {
        lock (_gate)
        {
            _received.Add(new ReceivedMessage(message, context.Sender, context.Elapsed));
        }

        _react?.Invoke(message, context);
        MessageRecorded?.Invoke(this, EventArgs.Empty);
    }

    private static string Awaited<T>(string? what) => what is null ? typeof(T).Name : $"{typeof(T).Name} ({what})";

    private static string Show(ReceivedMessage received) => string.Create(
        CultureInfo.InvariantCulture, $"{received.Message} from {received.Sender} at {received.Time}");

    private ProbeException Refuse(string what)
    {
        string all = _received.Count == 0
            ? "It got no message at all."
            : "It got:" + string.Concat(_received.Select((received, index) => string.Create(
                CultureInfo.InvariantCulture, $"\n  {index}: {Show(received)}")));
        string seed = _harness?.Seed is { } known
            ? string.Create(CultureInfo.InvariantCulture, $"\nSeed {known}, at {_harness.Elapsed}.")
            : string.Empty;
        return new ProbeException($"probe '{Name}' {what}. {all}{seed}");
    }
}
