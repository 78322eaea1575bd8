using Akka.Actor.Setup;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Live;

/// <summary>How a live system with frictions runs.</summary>
public sealed record LiveOptions
{
    /// <summary>Root of what links and faults draw. The order in which actors run is the machine's.</summary>
    /// <value>Default 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>Configuration of the application, in HOCON.</summary>
    /// <value>Default: none. Types of dispatchers and of unbounded mailboxes are replaced; their settings
    /// stay. <c>akka.actor.provider</c> may be local, remote or cluster.</value>
    public string Hocon { get; init; } = string.Empty;

    /// <summary>Further setups of the application, such as serializers or dependency injection.</summary>
    /// <value>Default: none. A <c>BootstrapSetup</c> is refused: put its configuration into
    /// <see cref="Hocon"/>.</value>
    public ActorSystemSetup Setup { get; init; } = ActorSystemSetup.Empty;

    /// <summary>Name of the actor system.</summary>
    /// <value>Default <c>live</c>.</value>
    public string SystemName { get; init; } = "live";

    /// <summary>Time after which the death of a node is known to those who watch its actors, and any death across a
    /// link that is cut.</summary>
    /// <value>At least 0. Default one second.</value>
    public TimeSpan DetectionTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Hears what happens, on many threads at once; may be null.</summary>
    /// <value>Default null. An observer costs each message of an actor under <c>/user</c> some locks.</value>
    public ISimulationObserver? Observer { get; init; }
}
