using Akka.Actor;
using Akka.Configuration;
using Delight.Actors.Configuration;
using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Actors.Telemetry;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Delight.Actors.Cluster;

/// <summary>The head of a cluster: it runs every role but the rollout workers. These come with the nodes that
/// join.</summary>
/// <param name="head">Where it listens, and what nodes must know.</param>
/// <param name="plan">What to train; its totals and its outcome are filled.</param>
/// <param name="frictions">Of its own roles; null: none.</param>
/// <remarks>The actor system is somebody else's: Delight.Hosting starts it, and ends it.</remarks>
internal sealed class ClusterHead(HeadOptions head, TrainingPlan plan, IClusterFrictions? frictions)
{
    /// <summary>The layers of configuration that its actor system needs, in HOCON.</summary>
    /// <param name="hocon">Text of a configuration file; empty: the reference only.</param>
    /// <exception cref="SystemStartException">Nobody could connect to it.</exception>
    public string Configuration(string hocon)
    {
        string text = HoconLayers.Text(ClusterSettings.OfHead(head) + TrainingConfig.MailboxOf(plan), hocon);
        SystemStart.RequireReachable(ConfigurationFactory.ParseString(text));
        return frictions?.Lay(text) ?? text;
    }

    /// <summary>Runs until the training has ended. The roles stop when the system leaves its cluster.</summary>
    /// <param name="system">Has this <see cref="Configuration"/>.</param>
    /// <param name="write">Gets each event of the run, one at a time, from several threads.</param>
    /// <param name="cancellation">Interrupts; the totals then say how far the run came.</param>
    /// <returns>Time of the run's clock at the end, and what was counted.</returns>
    /// <exception cref="IOException">A role cannot be started.</exception>
    /// <exception cref="RoleFailedException">A role failed in a way that ends the run.</exception>
    /// <exception cref="InvalidOperationException">The actor system ended before the training.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<(TimeSpan Elapsed, RunCounters Counters)> RunAsync(
        ActorSystem system, Action<RunEvent> write, CancellationToken cancellation)
    {
        frictions?.Attach(system);
        TrainingPlan withoutWorkers = TrainingTelemetry.Attach(plan) with { Pools = [], ConflatesPolicies = true };
        IReadOnlyList<NodeProgram> nodes = TrainingNodes.Of(withoutWorkers, system);
        NodePeers peers = nodes[0].Peers;
        SystemEvents events = SystemEvents.Subscribe(
            system, peers.Clock, write, hearsDeadLetters: frictions is null); // frictions count them
        DelightTelemetry.Measure(events.Counters);
        OrderlyLeave.EndFirst(system, events);
        using ClusterLevels levels = new();
        EventListener.Subscribe<ClusterCensus>(system, "telemetry", levels.Set);
        system.ActorOf(MemberListener.Props(peers.Clock), MemberListener.Name);
        INodeLauncher launcher = (INodeLauncher?)frictions ?? new PlainLauncher(system);
        IReadOnlyList<IActorRef> guardians = launcher.Start(nodes, events);
        OrderlyLeave.StopAfter(
            system, patience => LastCheckpoint.SaveAsync(system, plan, events, patience), [.. guardians]);
        await TrainingStart.StartRolesAsync(nodes, guardians, cancellation).ConfigureAwait(true);
        AkkaCluster cluster = AkkaCluster.Get(system);
        cluster.Join(cluster.SelfAddress);
        IActorRef registrar = system.ActorOf(
            NodeRegistrar.Props(head, plan.Pools, PeersIn(system), peers.Clock), NodeRegistrar.Name);
        OrderlyLeave.StopFirst(system, registrar); // nodes hear of its end at once
        launcher.Launched(peers.Clock.Elapsed);
        system.RegisterOnTermination(() => plan.Outcome.Fail(
            new InvalidOperationException("the actor system ended before the training")));
        try
        {
            await plan.Outcome.Completion.WaitAsync(cancellation).ConfigureAwait(true);
        }
        catch (OperationCanceledException) when (system.WhenTerminated.IsCompleted)
        {
            await plan.Outcome.Completion.ConfigureAwait(true); // the host stops because the system has ended by itself
        }

        plan.RequireParameters(peers.Clock.Elapsed);
        return (peers.Clock.Elapsed, events.Counters);
    }

    private RegistrarPeers PeersIn(ActorSystem system)
    {
        ActorSelection Find(string node, string role) => system.ActorSelection(TrainingNodes.PathOf(node, role));
        return new RegistrarPeers(
            Find(plan.Learner.Node, "learner"), Find(plan.ParameterServerNode, "parameter-server"),
            Find(plan.RewardService.Node, "reward-service"));
    }
}
