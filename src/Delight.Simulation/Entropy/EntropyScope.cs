using System.Reflection;
using Akka.Util;

namespace Delight.Simulation.Entropy;

/// <summary>While it lasts, Akka.NET draws from the simulation's stream on this thread, and continuations of tasks run
/// where their tasks complete.</summary>
internal readonly struct EntropyScope : IDisposable
{
    private static readonly ThreadLocal<Random> Source = (ThreadLocal<Random>)typeof(ThreadLocalRandom)
        .GetField("_rng", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;

    private readonly Random? _random;
    private readonly SynchronizationContext? _context;

    private EntropyScope(Random random, SynchronizationContext? context) => (_random, _context) = (random, context);

    /// <summary>Begins it.</summary>
    public static EntropyScope Enter(Random random)
    {
        EntropyScope scope = new(Source.Value!, SynchronizationContext.Current);
        Source.Value = random;
        SynchronizationContext.SetSynchronizationContext(null);
        return scope;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Source.Value = _random!;
        SynchronizationContext.SetSynchronizationContext(_context);
    }
}
