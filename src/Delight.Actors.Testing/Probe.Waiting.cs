using System.Globalization;
using Delight.Actors.Port;

namespace Delight.Actors.Testing;

/// <summary>Expectations that let time pass, and expectations of several messages.</summary>
public sealed partial class Probe
{
    private IRuntimeHarness? _harness;
    private ActorRef? _address;

    /// <summary>Where messages reach it.</summary>
    /// <exception cref="InvalidOperationException">It was not spawned by <see
    /// cref="ProbeSpawning.SpawnProbe"/>.</exception>
    public ActorRef Address => _address ?? throw NotSpawned();

    /// <summary>Lets time pass until the next message is there, requires that it is of a type, and takes it.</summary>
    /// <param name="within">Longest time to pass, by the system's clock. In virtual time no more passes than until the
    /// message comes.</param>
    /// <param name="what">What the test awaits, in words; may be null.</param>
    /// <exception cref="ProbeException">No message came in time, or another one.</exception>
    /// <exception cref="InvalidOperationException">It was not spawned by <see
    /// cref="ProbeSpawning.SpawnProbe"/>.</exception>
    public T Expect<T>(TimeSpan within, string? what = null)
    {
        PassUntilNext(within, Awaited<T>(what));
        return Expect<T>(what);
    }

    /// <summary>The same, with a condition.</summary>
    /// <param name="within">Longest time to pass.</param>
    /// <param name="isExpected">Says whether it is the awaited one.</param>
    /// <param name="what">What the test awaits, in words.</param>
    /// <exception cref="ProbeException">No message came in time, or another one.</exception>
    /// <exception cref="InvalidOperationException">It was not spawned by <see
    /// cref="ProbeSpawning.SpawnProbe"/>.</exception>
    public T Expect<T>(TimeSpan within, Func<T, bool> isExpected, string what)
    {
        PassUntilNext(within, Awaited<T>(what));
        return Expect(isExpected, what);
    }

    /// <summary>Takes messages, whatever they are, up to and with the first one that is awaited.</summary>
    /// <param name="within">Longest time to pass, for all of them together.</param>
    /// <param name="isExpected">Says whether it is the awaited one.</param>
    /// <param name="what">What the test awaits, in words.</param>
    /// <exception cref="ProbeException">None came in time; nothing is taken then.</exception>
    /// <exception cref="InvalidOperationException">It was not spawned by <see
    /// cref="ProbeSpawning.SpawnProbe"/>.</exception>
    public T ExpectEventually<T>(TimeSpan within, Func<T, bool> isExpected, string what)
    {
        IRuntimeHarness harness = _harness ?? throw NotSpawned();
        TimeSpan end = harness.Elapsed + within;
        for (int index = _looked; ; index++)
        {
            if (index == Count)
            {
                PassUntil(index + 1, end - harness.Elapsed, $"{Awaited<T>(what)} sooner or later within {within}");
            }

            if (Received[index].Message is T message && isExpected(message))
            {
                _looked = index + 1;
                return message;
            }
        }
    }

    /// <summary>Requires that the next messages equal these, in this order, and takes them.</summary>
    /// <param name="messages">Compared by <see cref="object.Equals(object)"/>, so records by their contents.</param>
    /// <exception cref="ProbeException">One is missing or another; nothing is taken then.</exception>
    public void ExpectInOrder(params IReadOnlyList<object> messages)
    {
        int looked = _looked;
        try
        {
            for (int index = 0; index < messages.Count; index++)
            {
                object awaited = messages[index];
                string place = string.Create(
                    CultureInfo.InvariantCulture, $"{awaited}, {index + 1} of {messages.Count} in order");
                ExpectReceived<object>(awaited.Equals, place);
            }
        }
        catch (ProbeException)
        {
            _looked = looked;
            throw;
        }
    }

    /// <summary>Requires that the next messages are of a type and meet these conditions, in this order, and takes
    /// them.</summary>
    /// <param name="what">What the test awaits, in words.</param>
    /// <param name="areExpected">One condition for each message.</param>
    /// <exception cref="ProbeException">One is missing or another; nothing is taken then.</exception>
    public IReadOnlyList<T> ExpectInOrder<T>(string what, params IReadOnlyList<Func<T, bool>> areExpected)
    {
        int looked = _looked;
        try
        {
            return
            [
                .. areExpected.Select((isExpected, index) => Expect(isExpected, string.Create(
                    CultureInfo.InvariantCulture, $"{what}, {index + 1} of {areExpected.Count} in order"))),
            ];
        }
        catch (ProbeException)
        {
            _looked = looked;
            throw;
        }
    }

    /// <summary>Lets that much time pass and requires that no message comes beside those that were looked at.</summary>
    /// <param name="duration">By the system's clock.</param>
    /// <exception cref="ProbeException">One came.</exception>
    /// <exception cref="InvalidOperationException">It was not spawned by <see
    /// cref="ProbeSpawning.SpawnProbe"/>.</exception>
    public void ExpectNothing(TimeSpan duration)
    {
        IRuntimeHarness harness = _harness ?? throw NotSpawned();
        harness.Pass(duration);
        ExpectNothingMore();
    }

    /// <summary>Makes it part of a system.</summary>
    internal void Join(IRuntimeHarness harness, ActorRef address) => (_harness, _address) = (harness, address);

    private void PassUntilNext(TimeSpan within, string awaited) =>
        PassUntil(_looked + 1, within, $"{awaited} within {within}");

    private void PassUntil(int messages, TimeSpan patience, string awaited)
    {
        IRuntimeHarness harness = _harness ?? throw NotSpawned();
        try
        {
            harness.Await(this, messages, patience);
        }
        catch (ProbeException)
        {
            lock (_gate)
            {
                throw Refuse($"awaited {awaited}, but nothing more came");
            }
        }
    }

    private InvalidOperationException NotSpawned() => new(
        $"probe '{Name}' has no system whose time it could let pass; spawn it by harness.SpawnProbe(\"{Name}\").");
}
