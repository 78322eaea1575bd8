using Akka.Actor;
using Delight.Actors.Configuration;

namespace Delight.Actors.Coordination;

/// <summary>Starts the roles of a training on a live system.</summary>
/// <remarks>Like all that head and node await, it goes on where it was called. In a simulation that is its own thread.
/// </remarks>
internal static class TrainingStart
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Starts the roles wave by wave, each once the wave before receives messages.</summary>
    /// <param name="nodes">What the guardians run.</param>
    /// <param name="guardians">In the order of the nodes.</param>
    /// <param name="cancellation">Leaves it half done.</param>
    /// <exception cref="IOException">A role cannot be started: the configuration is wrong.</exception>
    public static async Task StartRolesAsync(
        IReadOnlyList<NodeProgram> nodes, IReadOnlyList<IActorRef> guardians, CancellationToken cancellation)
    {
        try
        {
            foreach (RoleWave wave in Enum.GetValues<RoleWave>())
            {
                foreach (IActorRef guardian in guardians)
                {
                    await guardian.Ask<RolesStarted>(new StartRoles(wave), Patience, cancellation)
                        .ConfigureAwait(true);
                }
            }
        }
        catch (AkkaException failure)
        {
            throw SystemStart.Refused(failure);
        }

        nodes[0].Peers.IsLaunched = true;
    }
}
