using System.Collections.Concurrent;
using Akka.Configuration;

namespace Delight.Simulation.Dispatch;

/// <summary>Finds what a system belongs to from the system's configuration.</summary>
/// <remarks>Akka.NET makes dispatchers, schedulers and mailboxes from class names and hands them nothing but the
/// configuration. So that has a key, and several simulations run side by side in one process.</remarks>
internal static class PartRegistry
{
    /// <summary>The path of the key.</summary>
    public const string KeyPath = "delight.simulation.key";

    private static readonly ConcurrentDictionary<long, object> Owners = new();
    private static long _keys;

    public static long Add(object owner)
    {
        long key = Interlocked.Increment(ref _keys);
        Owners[key] = owner;
        return key;
    }

    public static void Remove(long key) => Owners.TryRemove(key, out _);

    /// <exception cref="InvalidOperationException">The configuration is not that of a running simulation or live
    /// system.</exception>
    public static T Find<T>(Config config)
        where T : class
    {
        long key = config.GetLong(KeyPath);
        return Owners.TryGetValue(key, out object? owner) && owner is T found
            ? found
            : throw new InvalidOperationException(
                $"{KeyPath} is {key}; there is no such simulation. Make the system with Simulation.Create or "
                + "LiveFrictions.Create.");
    }
}
