using Delight.Actors.Network;
using Delight.Actors.Port;

namespace Delight.Actors.Akka.Hosting;

/// <summary>What a live system on Akka.NET is set up with, beside its actors.</summary>
public sealed record AkkaOptions
{
    /// <summary>The one seed that owns every random draw of the actors. It does not own the order of
    /// messages.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The clock; the host passes the system's. Timers are Akka's, to a tick of its scheduler.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Links between nodes of this process: deliveries wait for them without any thread waiting.</summary>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>Hears of restarts and drops, and of messages and work where it has an
    /// <see cref="IRuntimeObserver.Activity"/>; from any thread and from several at once.</summary>
    /// <value>Default null: only the counters know of them.</value>
    public IRuntimeObserver? Observer { get; init; }

    /// <summary>The configuration file in HOCON: wins over the reference, not over the environment.</summary>
    /// <value>Default: empty.</value>
    public string Hocon { get; init; } = string.Empty;

    /// <summary>What the command line says, in HOCON: wins over all others.</summary>
    /// <value>Default: empty.</value>
    public string Command { get; init; } = string.Empty;

    /// <summary>True where messages may come from other processes: then the run does not end because nothing is left to
    /// happen here.</summary>
    /// <value>Default false.</value>
    public bool IsOpen { get; init; }

    /// <summary>Time of the run's clock at the start.</summary>
    /// <value>At least 0. Default 0; a run that goes on from a checkpoint starts with the checkpoint's.</value>
    public TimeSpan StartsAt { get; init; }
}
