using Akka;
using Akka.Actor;

namespace Delight.Actors.Cluster;

/// <summary>What happens before a member leaves its cluster.</summary>
internal static class OrderlyLeave
{
    /// <summary>Stops actors first, while the cluster still hears of it. Leaving takes seconds, in which nobody should
    /// work for a training that is over.</summary>
    /// <param name="system">Which is going to leave.</param>
    /// <param name="actors">In any order.</param>
    public static void StopFirst(ActorSystem system, params IActorRef[] actors)
    {
        const string Phase = CoordinatedShutdown.PhaseBeforeServiceUnbind;
        CoordinatedShutdown shutdown = CoordinatedShutdown.Get(system);
        TimeSpan patience = shutdown.Timeout(Phase);
        foreach (IActorRef actor in actors)
        {
            shutdown.AddTask(Phase, $"stop {actor.Path.Name}", async () =>
            {
                await actor.GracefulStop(patience).ConfigureAwait(false);
                return Done.Instance;
            });
        }
    }
}
