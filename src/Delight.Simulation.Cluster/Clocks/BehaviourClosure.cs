using System.Reflection;
using Akka.Actor;
using Akka.Remote;

namespace Delight.Simulation.Cluster.Clocks;

/// <summary>Finds a deadline that an actor's present behaviour has captured.</summary>
internal static class BehaviourClosure
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;
    private const int Depth = 4;

    private static readonly FieldInfo State = Reflected.Field(typeof(ActorCell), "_state");

    /// <summary>The deadline; null where there is none.</summary>
    public static Deadline? DeadlineOf(ActorCell cell)
    {
        object state = State.GetValue(cell)!;
        MethodInfo current = state.GetType().GetMethod("GetCurrentBehavior", Any)
            ?? throw new MissingMethodException(
                $"{state.GetType().FullName} has no method GetCurrentBehavior, which the simulation of clusters needs. "
                + "Use the version of Akka.NET that this package names.");
        return In((current.Invoke(state, null) as Delegate)?.Target, Depth);
    }

    private static Deadline? In(object? closure, int depth)
    {
        if (closure is null || depth == 0 || !closure.GetType().Name.Contains('<', StringComparison.Ordinal))
        {
            return null;
        }

        foreach (FieldInfo field in closure.GetType().GetFields(Any))
        {
            object? value = field.GetValue(closure);
            Deadline? found = value is Deadline deadline ? deadline
                : In(value is Delegate behaviour ? behaviour.Target : value, depth - 1);
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }
}
