using Delight.Actors.Faults;
using Delight.Actors.Port;
using Delight.Actors.Recording;

namespace Delight.Actors.Testing;

/// <summary>What a test needs of a runtime, the same for every one: virtual time passes at once, a live runtime is
/// waited for.</summary>
/// <remarks>Used by one test thread. Disposing it ends the system.</remarks>
public interface IRuntimeHarness : IDisposable
{
    /// <summary>True where time is virtual: then times of messages are exact and <see cref="IActorContext.Occupy"/>
    /// works.</summary>
    bool IsVirtual { get; }

    /// <summary>Time since the system started.</summary>
    TimeSpan Elapsed { get; }

    /// <summary>Restarts of actors so far.</summary>
    long Restarts { get; }

    /// <summary>What happened to actors so far, in order.</summary>
    IReadOnlyList<RunEvent> Events { get; }

    /// <summary>What owns every random draw, for the messages of failed expectations; null where nobody knows
    /// it.</summary>
    ulong? Seed => null;

    /// <summary>What can be made to go wrong.</summary>
    /// <exception cref="NotSupportedException">The runtime offers no faults.</exception>
    IFaultControl Faults => throw new NotSupportedException($"{GetType().Name} offers no faults.");

    /// <summary>Messages that reached nobody so far.</summary>
    /// <param name="reason">For example <c>dead-letter</c>, <c>mailbox-full</c>, <c>unhandled</c> or
    /// <c>failed</c>.</param>
    long Dropped(string reason);

    /// <summary>Starts a top-level actor.</summary>
    /// <exception cref="ArgumentException">The name is taken, or has characters other than letters, digits, '-', '_',
    /// '.'.</exception>
    ActorRef Spawn(string name, ActorSpec spec);

    /// <summary>Sends from outside of the system.</summary>
    void Send(ActorRef receiver, object message);

    /// <summary>Runs until nothing is left to happen: no message on its way or waiting, no timer pending.</summary>
    /// <exception cref="ActorFailedException">A failure was escalated past the topmost actor.</exception>
    void Settle();

    /// <summary>Runs for that long, timers and all.</summary>
    /// <exception cref="ActorFailedException">A failure was escalated past the topmost actor.</exception>
    void Pass(TimeSpan time);

    /// <summary>Runs until a probe got so many messages in all.</summary>
    /// <param name="probe">Spawned in this system.</param>
    /// <param name="messages">Since its start.</param>
    /// <param name="patience">How long to run at most, by the system's clock.</param>
    /// <exception cref="ProbeException">They did not come; the message says what did.</exception>
    /// <exception cref="ActorFailedException">A failure was escalated past the topmost actor.</exception>
    void Await(Probe probe, int messages, TimeSpan patience);
}
