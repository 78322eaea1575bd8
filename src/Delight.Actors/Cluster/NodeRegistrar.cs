using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Akka.Actor;
using Delight.Actors.Recording;
using Delight.Actors.Rollouts;
using Delight.Actors.Running;

namespace Delight.Actors.Cluster;

/// <summary>Lets nodes into a running training that know the shared secret, and tells them what to run.</summary>
/// <param name="head">The secret and the scenario.</param>
/// <param name="pools">Of the scenario.</param>
/// <param name="peers">Whom the workers of nodes talk to.</param>
/// <param name="clock">Clock of the run.</param>
/// <remarks>
/// <para>In: <see cref="RegisterNode"/> and <see cref="RegistrationProof"/> from nodes, <see cref="Terminated"/> of
/// nodes. Out: <see cref="RegistrationChallenge"/>, <see cref="NodeRegistered"/>, <see cref="NodeRefused"/>.</para>
/// <para>State: how many workers each pool has, nodes that were asked for a proof, bounded, and those that are in, each
/// with its <see cref="PolicyFeed"/>. Nodes are told apart by address and incarnation.</para>
/// <para>Time: none. Order: any; a node that asks again is asked again.</para>
/// <para>Restart: never fails by what comes in.</para>
/// </remarks>
internal sealed class NodeRegistrar(
    HeadOptions head, IReadOnlyList<RolloutOptions> pools, RegistrarPeers peers, RunClock clock) : UntypedActor
{
    /// <summary>Name of its actor, <c>/user/nodes</c>: nodes look for it there.</summary>
    public const string Name = "nodes";

    private const int NonceBytes = 32;
    private const int AskedMax = 1024;

    private readonly Dictionary<IActorRef, (byte[] Nonce, RegisterNode Request)> _asked = [];
    private readonly Dictionary<IActorRef, (IActorRef Feed, string Name, NodeWorkers Workers)> _nodes = [];
    private readonly PoolShares _shares = new(pools);
    private long _workers;
    private long _feeds;

    /// <summary>Props of the registrar of a head.</summary>
    public static Props Props(
        HeadOptions head, IReadOnlyList<RolloutOptions> pools, RegistrarPeers peers, RunClock clock) =>
        Akka.Actor.Props.Create(() => new NodeRegistrar(head, pools, peers, clock));

    /// <summary>HMAC-SHA256 of a nonce under a secret.</summary>
    public static byte[] MacOf(string secret, ReadOnlySpan<byte> nonce) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), nonce);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case RegisterNode request:
                Challenge(request);
                break;
            case RegistrationProof proof when _asked.Remove(Sender, out var asked):
                Judge(proof, asked.Nonce, asked.Request);
                break;
            case RegistrationProof:
                break; // asked for by a registrar that is no more: the node asks again
            case Terminated gone when _nodes.Remove(gone.ActorRef, out var node):
                Context.Publish(clock, "node-left", node.Name);
                Context.Stop(node.Feed);
                _shares.Return(node.Workers.Pools);
                Count();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Challenge(RegisterNode request)
    {
        if (_asked.Count >= AskedMax)
        {
            _asked.Clear(); // whoever is in earnest asks again
        }

        // Who asks again before its proof is here gets the same nonce: else its answer to the first one would be wrong.
        byte[] nonce = _asked.TryGetValue(Sender, out var asked)
            ? asked.Nonce : RandomNumberGenerator.GetBytes(NonceBytes);
        _asked[Sender] = (nonce, request);
        Sender.Tell(new RegistrationChallenge(nonce));
    }

    private void Judge(RegistrationProof proof, byte[] nonce, RegisterNode request)
    {
        if (!CryptographicOperations.FixedTimeEquals(proof.Mac.Span, MacOf(head.Secret, nonce)))
        {
            Refuse(
                request, "does not know the secret", "it does not know the secret. Give both the same DELIGHT_SECRET.");
            return;
        }

        if (!_shares.Knows(request.Pool))
        {
            Refuse(
                request, $"wants to work for a pool {request.Pool}",
                $"the scenario has no pool {request.Pool}. Take --pool {string.Join(" or ", _shares.Names)}, or leave "
                + "it out.");
            return;
        }

        (IActorRef feed, NodeWorkers workers) = _nodes.TryGetValue(Sender, out var known)
            ? (known.Feed, known.Workers) : LetIn(request);
        Sender.Tell(new NodeRegistered(
            head.Scenario, PathOf(peers.Learner), PathOf(feed), PathOf(peers.RewardService), workers));
    }

    private void Refuse(RegisterNode request, string told, string reason)
    {
        Context.Publish(clock, "node-refused", $"{request.Node} {told}");
        Sender.Tell(new NodeRefused(reason));
    }

    private (IActorRef Feed, NodeWorkers Workers) LetIn(RegisterNode request)
    {
        NodeWorkers workers = new(_workers, _shares.Take(request.Workers, request.Pool));
        _workers += request.Workers;
        IActorRef feed = Context.ActorOf(
            RoleProps.Of(() => new PolicyFeed(peers.ParameterServer, clock)),
            string.Create(CultureInfo.InvariantCulture, $"feed-{_feeds++}"));
        _nodes.Add(Sender, (feed, request.Node, workers));
        Context.Watch(Sender);
        Context.Publish(clock, "node-joined", $"{request.Node} with {Described(workers)}");
        Count();
        return (feed, workers);
    }

    private void Count() => Context.System.EventStream.Publish(
        new ClusterCensus(_nodes.Count, _nodes.Values.Sum(node => node.Workers.Pools.Count)));

    private string PathOf(IActorRef actor) => actor.Path.ToSerializationFormatWithAddress(
        ((ExtendedActorSystem)Context.System).Provider.DefaultAddress);

    private string Described(NodeWorkers workers)
    {
        string total = string.Create(CultureInfo.InvariantCulture, $"{workers.Pools.Count} workers");
        return pools.Count == 1 ? total : string.Create(
            CultureInfo.InvariantCulture,
            $"{total}: {string.Join(", ", workers.Pools.CountBy(pool => pool).Select(
                share => string.Create(CultureInfo.InvariantCulture, $"{share.Value} {share.Key}")))}");
    }
}
