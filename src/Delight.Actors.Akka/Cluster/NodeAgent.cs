using System.Globalization;
using Delight.Actors.Akka.Hosting;
using Delight.Actors.Coordination;
using Delight.Actors.ParameterServers;
using Delight.Actors.Port;
using Delight.Actors.Rollouts;

namespace Delight.Actors.Akka.Cluster;

/// <summary>Brings one node into a training: registers, starts the workers, and ends when the head is gone.</summary>
/// <remarks>
/// <para>In: <see cref="RegistrationChallenge"/>, <see cref="NodeRegistered"/>, <see cref="NodeRefused"/>,
/// <see cref="Terminated"/> of the head, <see cref="AskAgain"/> from itself. Out: <see cref="RegisterNode"/>,
/// <see cref="RegistrationProof"/>.</para>
/// <para>State: whether it is in. Time: a timer until it is in; the pause doubles up to its maximum. Order: any.</para>
/// <para>Restart: none; what it throws ends the node.</para>
/// </remarks>
internal sealed class NodeAgent(AkkaRuntime runtime, NodeOptions node, string name, string registrar) : IActor
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(15);

    private readonly ActorRef _head = runtime.Remote(registrar);
    private TimeSpan _pause = PauseMin;
    private bool _isIn;

    public void PreStart(IActorContext context) => Ask(context);

    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case RegistrationChallenge challenge when !_isIn:
                context.Send(context.Sender, new RegistrationProof(
                    NodeRegistrar.MacOf(node.Secret, challenge.Nonce.Span)));
                break;
            case NodeRegistered registered when !_isIn:
                Begin(registered, context);
                break;
            case RegistrationChallenge or NodeRegistered:
                break; // an answer to an earlier question
            case NodeRefused refused:
                throw new NodeRefusedException(
                    $"the head at {node.SeedHost}:{node.SeedPort} does not let this node in: {refused.Reason}");
            case AskAgain:
                Ask(context);
                break;
            case Terminated:
                context.Stop(context.Self);
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    private void Ask(IActorContext context)
    {
        context.Send(_head, new RegisterNode(name, node.Workers, node.Pool ?? string.Empty));
        context.StartTimer("ask", new AskAgain(), _pause);
        _pause = _pause + _pause < PauseMax ? _pause + _pause : PauseMax;
    }

    private void Begin(NodeRegistered registered, IActorContext context)
    {
        _isIn = true;
        context.CancelTimer("ask");
        context.Watch(context.Sender);
        NodeWork work = node.Prepare(registered.Scenario);
        ActorRef parameterServer = context.Spawn(
            "parameter-server", new ActorSpec { Create = () => new ParameterServer(conflates: true) });
        ActorRef feed = runtime.Remote(registered.ParameterServer);
        int length = work.Policy.Layout.Length;
        context.Spawn("policies", new ActorSpec { Create = () => new PolicyFetcher(feed, parameterServer, length) });
        RolloutPeers peers = new(
            runtime.Remote(registered.Learner), parameterServer, runtime.Remote(registered.RewardService));
        NodeWorkers workers = registered.Workers;
        for (int index = 0; index < workers.Pools.Count; index++)
        {
            RolloutOptions pool = work.Pools.First(found => found.Pool == workers.Pools[index]);
            RolloutParts parts = new(
                work.Policy.Layout, () => new RolloutSampler(work.Task, work.Policy, pool, work.SamplesPerContext));
            string worker = string.Create(CultureInfo.InvariantCulture, $"{pool.Pool}-{workers.First + index}");
            context.Spawn(worker, new ActorSpec { Create = () => new RolloutWorker(peers, pool, parts) });
        }

        context.Report("node-joined", string.Create(
            CultureInfo.InvariantCulture, $"{workers.Pools.Count} workers for {node.SeedHost}:{node.SeedPort}"));
    }
}
