using System.Reflection;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Util;

namespace Delight.Simulation.Entropy;

/// <summary>While it lasts, Akka.NET draws from the simulation's stream on this thread, continuations of tasks run
/// where their tasks complete, and what runs outside of actors has no implicit sender.</summary>
internal readonly struct EntropyScope : IDisposable
{
    private static readonly ThreadLocal<Random> Source = (ThreadLocal<Random>)typeof(ThreadLocalRandom)
        .GetField("_rng", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;

    private readonly Random? _random;
    private readonly SynchronizationContext? _context;
    private readonly ActorCell? _actor;

    private EntropyScope(Random random, SynchronizationContext? context, ActorCell? actor) =>
        (_random, _context, _actor) = (random, context, actor);

    /// <summary>Begins it.</summary>
    public static EntropyScope Enter(Random random)
    {
        EntropyScope scope = new(Source.Value!, SynchronizationContext.Current, InternalCurrentActorCellKeeper.Current);
        Source.Value = random;
        SynchronizationContext.SetSynchronizationContext(null);
        InternalCurrentActorCellKeeper.Current = null;
        return scope;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Source.Value = _random!;
        SynchronizationContext.SetSynchronizationContext(_context);
        InternalCurrentActorCellKeeper.Current = _actor;
    }
}
