using Delight.Actors.Network;
using Delight.Actors.Port;

namespace Delight.Actors.Threads;

/// <summary>What a live system in one process is set up with, beside its actors.</summary>
public sealed record ThreadedOptions
{
    /// <summary>The one seed that owns every random draw of the actors, though not the order of messages.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The clock, and where timers come from; the host passes the system's.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Links between nodes: deliveries wait for them without any thread waiting. A delay is at least as long
    /// as asked, and longer by up to one tick of the machine's timers, often 1 ms and sometimes 4.</summary>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>Hears of restarts and drops, from any thread and from several at once.</summary>
    /// <value>Default null: only the counters know of them.</value>
    public IRuntimeObserver? Observer { get; init; }

    /// <summary>Time of the run's clock at its start, above 0 for a run that goes on.</summary>
    /// <value>At least 0. Default 0.</value>
    public TimeSpan StartsAt { get; init; }

    /// <summary>Messages that an actor handles before others have their turn. An actor whose messages take longer than
    /// <see cref="TurnTime"/> together has its turn cut short, down to one message.</summary>
    /// <value>At least 1. Default 64.</value>
    public int MessagesPerTurn { get; init; } = 64;

    /// <summary>How long a turn of many messages should take at most; one message takes what it takes.</summary>
    /// <value>Above 0. Default 1 ms.</value>
    public TimeSpan TurnTime { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Checks the ranges that the options state.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MessagesPerTurn, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TurnTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(StartsAt, TimeSpan.Zero);
    }
}
