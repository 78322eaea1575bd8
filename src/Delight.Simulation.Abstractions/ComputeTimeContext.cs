using Akka.Actor;

namespace Delight.Simulation;

/// <summary>Compute time from inside of an actor.</summary>
public static class ComputeTimeContext
{
    /// <summary>Says that the work just done takes time.</summary>
    /// <remarks>
    /// <para>In a simulation, what the actor sends after this call leaves when the work has ended, a timer that it
    /// starts counts from then, and its next message waits until then. Several calls in one turn add up. On a live
    /// system the call does nothing, since real work takes its real time.</para>
    /// </remarks>
    /// <param name="context">Of the actor that works.</param>
    /// <param name="duration">At least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative.</exception>
    public static void Work(this IActorContext context, TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        if (context.System.TryGetExtension<ComputeTime>(out ComputeTime? time))
        {
            time.Work(duration);
        }
    }
}
