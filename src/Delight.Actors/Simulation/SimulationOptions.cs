using Delight.Actors.Network;
using Delight.Actors.Port;

namespace Delight.Actors.Simulation;

/// <summary>What a simulated run is determined by, beside its actors.</summary>
public sealed record SimulationOptions
{
    /// <summary>The one seed that owns every random draw of the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Links between nodes.</summary>
    public NetworkOptions Network { get; init; } = new();

    /// <summary>Hears of restarts and drops.</summary>
    /// <value>Default null: only the counters know of them.</value>
    public IRuntimeObserver? Observer { get; init; }

    /// <summary>Time of the run's clock at its start, above 0 for a run that goes on.</summary>
    /// <value>At least 0. Default 0.</value>
    public TimeSpan StartsAt { get; init; }
}
