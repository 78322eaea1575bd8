using Delight.Simulation.Digests;
using Delight.Simulation.Observing;

namespace Delight.Simulation;

/// <summary>How a simulation runs.</summary>
public sealed record SimulationOptions
{
    /// <summary>Configuration of the application, in HOCON.</summary>
    /// <value>Default: none. Dispatchers, mailboxes, scheduler and loggers are the simulation's whatever it
    /// says.</value>
    public string Hocon { get; init; } = string.Empty;

    /// <summary>Name of the actor system.</summary>
    /// <value>Default <c>simulation</c>.</value>
    public string SystemName { get; init; } = "simulation";

    /// <summary>In which order actors have their turns that are due at the same instant.</summary>
    /// <value>Default first in, first out.</value>
    public ReadyOrder ReadyOrder { get; init; }

    /// <summary>Time after which the death of a node is known to those who watch its actors, and any death across a
    /// link that is cut.</summary>
    /// <value>At least 0. Default one second.</value>
    public TimeSpan DetectionTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Events after which <c>RunUntilIdle</c> gives up.</summary>
    /// <value>At least 1. Default 10 million.</value>
    public long EventsMax { get; init; } = 10_000_000;

    /// <summary>True where a message to nobody fails the run.</summary>
    /// <value>Default false: such messages are counted and kept in <c>Simulation.DeadLetters</c>.</value>
    public bool FailsOnDeadLetters { get; init; }

    /// <summary>True where the guardian may decide on the failure of a top-level actor, as on a live system.</summary>
    /// <value>Default false: nobody of the application supervises such an actor, so its exception fails the run.
    /// Crashes by the simulation are excepted.</value>
    public bool GuardianDecides { get; init; }

    /// <summary>Tells two messages of one type apart for the digest, where they do not implement
    /// <see cref="IDigested"/>.</summary>
    /// <value>Default null: their types alone enter the digest. Called once a delivery, so it must be quick.</value>
    public Func<object, long>? Describe { get; init; }

    /// <summary>What to type to run the same again; stands in each failure.</summary>
    /// <value>Default: <c>Simulation.Create(seed: N)</c>.</value>
    public string? Replay { get; init; }

    /// <summary>Hears what happens; may be null.</summary>
    public ISimulationObserver? Observer { get; init; }

    /// <summary>Gets each log event of the application as a line with its virtual time; null: log events are
    /// dropped.</summary>
    public Action<string>? WriteLog { get; init; }

    /// <summary>Level of <see cref="WriteLog"/>.</summary>
    /// <value>DEBUG, INFO, WARNING or ERROR. Default INFO.</value>
    public string LogLevel { get; init; } = "INFO";

    /// <summary>Where deliveries are written; null: nowhere.</summary>
    internal DigestLog? Log { get; init; }

    /// <summary>Checks the ranges that the options state.</summary>
    internal void Validate()
    {
        Require.NotNegative(DetectionTime, nameof(DetectionTime));
        ArgumentOutOfRangeException.ThrowIfLessThan(EventsMax, 1);
    }
}

/// <summary>In which order actors have their turns that are due at the same instant.</summary>
public enum ReadyOrder
{
    /// <summary>First in, first out.</summary>
    FirstInFirstOut,

    /// <summary>Drawn from the seed. Akka.NET promises no order between actors, so races show without any latency.
    /// Messages of one actor to another keep their order.</summary>
    Shuffled,
}
