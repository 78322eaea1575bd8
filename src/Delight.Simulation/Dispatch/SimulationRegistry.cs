using System.Collections.Concurrent;
using Akka.Configuration;

namespace Delight.Simulation.Dispatch;

/// <summary>Finds the simulation from a system's configuration.</summary>
/// <remarks>Akka.NET makes dispatchers, schedulers and mailboxes from class names and hands them nothing but the
/// configuration. So that has a key, and several simulations run side by side in one process.</remarks>
internal static class SimulationRegistry
{
    /// <summary>The path of the key.</summary>
    public const string KeyPath = "delight.simulation.key";

    private static readonly ConcurrentDictionary<long, SimulationLoop> Loops = new();
    private static long _keys;

    public static long Add(SimulationLoop loop)
    {
        long key = Interlocked.Increment(ref _keys);
        Loops[key] = loop;
        return key;
    }

    public static void Remove(long key) => Loops.TryRemove(key, out _);

    /// <exception cref="InvalidOperationException">The configuration is not that of a running simulation.</exception>
    public static SimulationLoop Find(Config config)
    {
        long key = config.GetLong(KeyPath);
        return Loops.TryGetValue(key, out SimulationLoop? loop)
            ? loop
            : throw new InvalidOperationException(
                $"{KeyPath} is {key}; no such simulation runs. Make the system with Simulation.Create.");
    }
}
