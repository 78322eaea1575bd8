using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Delight.Actors.Akka.Hosting;
using Delight.Actors.Coordination;
using Delight.Actors.Port;
using Delight.Actors.Rollouts;

namespace Delight.Actors.Akka.Cluster;

/// <summary>Lets nodes into a running training that know the shared secret, and tells them what to run.</summary>
/// <remarks>
/// <para>In: <see cref="RegisterNode"/> and <see cref="RegistrationProof"/> from nodes, <see cref="Terminated"/> of
/// nodes and of the coordinator. Out: <see cref="RegistrationChallenge"/>, <see cref="NodeRegistered"/>,
/// <see cref="NodeRefused"/>.</para>
/// <para>State: how many workers each pool has, nodes that were asked for a proof, bounded, and those that are in, each
/// with its <see cref="PolicyFeed"/>.</para>
/// <para>Time: none. Order: any; a node that asks again is asked again.</para>
/// <para>Restart: never fails by what comes in.</para>
/// </remarks>
internal sealed class NodeRegistrar(
    AkkaRuntime runtime, ActorRef coordinator, HeadOptions head, IReadOnlyList<RolloutOptions> pools) : IActor
{
    private const int NonceBytes = 32;
    private const int AskedMax = 1024;

    private readonly Dictionary<ActorRef, (byte[] Nonce, RegisterNode Request)> _asked = [];
    private readonly Dictionary<ActorRef, (ActorRef Feed, string Name, NodeWorkers Workers)> _nodes = [];
    private readonly PoolShares _shares = new(pools);
    private long _workers;
    private long _feeds;

    /// <summary>HMAC-SHA256 of a nonce under a secret.</summary>
    public static byte[] MacOf(string secret, ReadOnlySpan<byte> nonce) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), nonce);

    public void PreStart(IActorContext context) => context.Watch(coordinator);

    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case RegisterNode request:
                Challenge(request, context);
                break;
            case RegistrationProof proof when _asked.Remove(context.Sender, out var asked):
                Judge(proof, asked.Nonce, asked.Request, context);
                break;
            case RegistrationProof:
                break; // asked for by a registrar that is no more: the node asks again
            case Terminated gone when gone.Actor == coordinator:
                context.Stop(context.Self);
                break;
            case Terminated gone when _nodes.Remove(gone.Actor, out var node):
                context.Report("node-left", node.Name);
                context.Stop(node.Feed);
                _shares.Return(node.Workers.Pools);
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    private void Challenge(RegisterNode request, IActorContext context)
    {
        if (_asked.Count >= AskedMax)
        {
            _asked.Clear(); // whoever is in earnest asks again
        }

        // Who asks again before its proof is here gets the same nonce: else its answer to the first one would be wrong.
        byte[] nonce = _asked.TryGetValue(context.Sender, out var asked)
            ? asked.Nonce : RandomNumberGenerator.GetBytes(NonceBytes);
        _asked[context.Sender] = (nonce, request);
        context.Send(context.Sender, new RegistrationChallenge(nonce));
    }

    private void Judge(RegistrationProof proof, byte[] nonce, RegisterNode request, IActorContext context)
    {
        if (!CryptographicOperations.FixedTimeEquals(proof.Mac.Span, MacOf(head.Secret, nonce)))
        {
            Refuse(
                request, "does not know the secret", "it does not know the secret. Give both the same DELIGHT_SECRET.",
                context);
            return;
        }

        if (!_shares.Knows(request.Pool))
        {
            Refuse(
                request, $"wants to work for a pool {request.Pool}",
                $"the scenario has no pool {request.Pool}. Take --pool {string.Join(" or ", _shares.Names)}, or leave "
                + "it out.",
                context);
            return;
        }

        if (runtime.Directory.Find("/coordinator/parameter-server") is not { } parameterServer
            || runtime.Directory.Find("/coordinator/learner") is not { } learner
            || runtime.Directory.Find("/coordinator/reward-service") is not { } rewardService)
        {
            return; // the training has not begun: the node asks again
        }

        (ActorRef feed, NodeWorkers workers) = _nodes.TryGetValue(context.Sender, out var known)
            ? (known.Feed, known.Workers) : LetIn(request, parameterServer, context);
        context.Send(context.Sender, new NodeRegistered(
            head.Scenario, runtime.PathOf(learner), runtime.PathOf(feed), runtime.PathOf(rewardService), workers));
    }

    private static void Refuse(RegisterNode request, string told, string reason, IActorContext context)
    {
        context.Report("node-refused", $"{request.Node} {told}");
        context.Send(context.Sender, new NodeRefused(reason));
    }

    private (ActorRef Feed, NodeWorkers Workers) LetIn(
        RegisterNode request, ActorRef parameterServer, IActorContext context)
    {
        NodeWorkers workers = new(_workers, _shares.Take(request.Workers, request.Pool));
        _workers += request.Workers;
        ActorRef feed = context.Spawn(
            string.Create(CultureInfo.InvariantCulture, $"feed-{_feeds++}"),
            new ActorSpec { Create = () => new PolicyFeed(parameterServer), Node = parameterServer.Node });
        _nodes.Add(context.Sender, (feed, request.Node, workers));
        context.Watch(context.Sender);
        context.Report("node-joined", $"{request.Node} with {Described(workers)}");
        return (feed, workers);
    }

    private string Described(NodeWorkers workers)
    {
        string total = string.Create(CultureInfo.InvariantCulture, $"{workers.Pools.Count} workers");
        return pools.Count == 1 ? total : string.Create(
            CultureInfo.InvariantCulture,
            $"{total}: {string.Join(", ", workers.Pools.CountBy(pool => pool).Select(
                share => string.Create(CultureInfo.InvariantCulture, $"{share.Value} {share.Key}")))}");
    }
}
