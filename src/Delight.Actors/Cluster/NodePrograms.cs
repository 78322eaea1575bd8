using Akka.Actor;
using Delight.Actors.Coordination;
using Delight.Actors.ParameterServers;
using Delight.Actors.Rollouts;
using Delight.Actors.Running;

namespace Delight.Actors.Cluster;

/// <summary>The nodes of a scenario as far as they run in the process of a node: its workers, and a parameter server of
/// its own.</summary>
internal static class NodePrograms
{
    private const string ServerName = "parameter-server";

    /// <summary>The programs, that of the parameter server first.</summary>
    /// <param name="system">Where they will run.</param>
    /// <param name="registered">What the head said.</param>
    /// <param name="work">What the workers are made from.</param>
    /// <param name="peers">Who hears of roles that stopped, and the clock.</param>
    public static IReadOnlyList<NodeProgram> Of(
        ActorSystem system, NodeRegistered registered, NodeWork work, NodePeers peers)
    {
        List<(string Node, RoleProgram Role)> roles =
        [
            .. ServerOf(system, registered, work, peers.Clock).Select(role => (work.ParameterServerNode, role)),
            .. WorkersOf(system, registered, work, peers.Clock),
        ];
        return
        [
            .. roles.GroupBy(role => role.Node, StringComparer.Ordinal)
                .Select(node => new NodeProgram(node.Key, [.. node.Select(role => role.Role)], peers)),
        ];
    }

    private static IEnumerable<RoleProgram> ServerOf(
        ActorSystem system, NodeRegistered registered, NodeWork work, RunClock clock)
    {
        ActorSelection server = ServerIn(system, work);
        IActorRef feed = Resolve(system, registered.ParameterServer);
        int length = work.Policy.Layout.Length;
        yield return new RoleProgram(
            ServerName, RoleWave.Service, RoleProps.Of(() => new ParameterServer(conflates: true)));
        yield return new RoleProgram(
            "policies", RoleWave.Service, RoleProps.Of(() => new PolicyFetcher(feed, server, length, clock)));
    }

    private static IEnumerable<(string Node, RoleProgram Role)> WorkersOf(
        ActorSystem system, NodeRegistered registered, NodeWork work, RunClock clock)
    {
        RolloutPeers peers = new(
            Resolve(system, registered.Learner), ServerIn(system, work), Resolve(system, registered.RewardService));
        StreamSource random = RunStreams.Of(work.Seed);
        for (int index = 0; index < registered.Workers.Pools.Count; index++)
        {
            RolloutOptions pool = work.Pools.First(found => found.Pool == registered.Workers.Pools[index]);
            RolloutParts parts = new(
                work.Policy.Layout, () => new RolloutSampler(work.Task, work.Policy, pool, work.SamplesPerContext),
                clock, random);
            yield return (pool.Node, new RoleProgram(
                WorkerName.Of(pool.Pool, registered.Workers.First + index), RoleWave.Worker,
                RoleProps.Of(() => new RolloutWorker(peers, pool, parts))));
        }
    }

    private static ActorSelection ServerIn(ActorSystem system, NodeWork work) =>
        system.ActorSelection(TrainingNodes.PathOf(work.ParameterServerNode, ServerName));

    private static IActorRef Resolve(ActorSystem system, string path) =>
        ((ExtendedActorSystem)system).Provider.ResolveActorRef(path);
}
