using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Remote;

namespace Delight.Simulation.Cluster.Clocks;

/// <summary>Deadlines that a function finds in an actor, with the time that each of them allows.</summary>
/// <param name="find">All deadlines of an actor, and how long after its making each is due.</param>
/// <param name="concerns">True for messages that may set or drop one; null: all.</param>
internal sealed class KeptDeadlines(
    Func<ActorBase, IEnumerable<(Deadline? Deadline, TimeSpan After)>> find, Func<object, bool>? concerns = null)
    : IDeadlines
{
    private readonly List<(Deadline Deadline, long Due)> _kept = [];
    private readonly List<(Deadline Deadline, long Due)> _found = [];

    /// <inheritdoc/>
    public void Before(ActorBase actor, long now)
    {
        foreach ((Deadline deadline, long due) in _kept)
        {
            When(deadline) = now > due ? DateTime.MinValue : DateTime.MaxValue;
        }
    }

    /// <inheritdoc/>
    public void After(ActorBase actor, object? message, long now)
    {
        if (message is not null && concerns is not null && !concerns(message))
        {
            return;
        }

        _found.Clear();
        foreach ((Deadline? deadline, TimeSpan after) in find(actor))
        {
            if (deadline is not null)
            {
                _found.Add((deadline, DueOf(deadline) ?? Later(now, after)));
            }
        }

        _kept.Clear();
        _kept.AddRange(_found);
    }

    private static long Later(long now, TimeSpan after) =>
        after.Ticks > long.MaxValue - now ? long.MaxValue : now + after.Ticks;

    private long? DueOf(Deadline deadline)
    {
        foreach ((Deadline kept, long due) in _kept)
        {
            if (ReferenceEquals(kept, deadline))
            {
                return due;
            }
        }

        return null;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "<When>k__BackingField")]
    private static extern ref DateTime When(Deadline deadline);
}
