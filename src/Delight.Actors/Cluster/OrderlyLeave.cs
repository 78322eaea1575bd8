using Akka;
using Akka.Actor;
using Delight.Actors.Recording;

namespace Delight.Actors.Cluster;

/// <summary>What happens before a member leaves its cluster.</summary>
internal static class OrderlyLeave
{
    private const string Phase = CoordinatedShutdown.PhaseBeforeServiceUnbind;

    /// <summary>Before the actors stop, the record is told that the work is over. Call it before
    /// <see cref="StopFirst"/>.</summary>
    /// <param name="system">Which is going to leave.</param>
    /// <param name="events">Of its record.</param>
    public static void EndFirst(ActorSystem system, SystemEvents events) =>
        CoordinatedShutdown.Get(system).AddTask(Phase, "the work is over", () =>
        {
            events.IsOver = true;
            return Task.FromResult(Done.Instance);
        });

    /// <summary>Stops actors first, while the cluster still hears of it. Leaving takes seconds, in which nobody should
    /// work for a training that is over.</summary>
    /// <param name="system">Which is going to leave.</param>
    /// <param name="actors">In any order.</param>
    public static void StopFirst(ActorSystem system, params IActorRef[] actors) =>
        StopAfter(system, _ => Task.CompletedTask, actors);

    /// <summary>Does something while the actors still work, and then stops them.</summary>
    /// <param name="system">Which is going to leave.</param>
    /// <param name="last">What to do; gets half of the time that there is.</param>
    /// <param name="actors">In any order.</param>
    public static void StopAfter(ActorSystem system, Func<TimeSpan, Task> last, params IActorRef[] actors)
    {
        CoordinatedShutdown shutdown = CoordinatedShutdown.Get(system);
        TimeSpan patience = shutdown.Timeout(Phase);
        Lazy<Task> done = new(() => last(patience / 2)); // tasks of a phase run side by side
        foreach (IActorRef actor in actors)
        {
            shutdown.AddTask(Phase, $"stop {actor.Path.Name}", async () =>
            {
                await done.Value.ConfigureAwait(true);
                await actor.GracefulStop(patience).ConfigureAwait(true);
                return Done.Instance;
            });
        }
    }
}
