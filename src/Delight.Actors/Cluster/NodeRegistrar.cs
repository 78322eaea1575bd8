using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Akka.Actor;
using Akka.Cluster;
using Delight.Actors.Recording;
using Delight.Actors.Rollouts;
using Delight.Actors.Running;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Delight.Actors.Cluster;

/// <summary>Lets nodes into a running training that know the shared secret, and tells them what to run.</summary>
/// <param name="head">The secret and the scenario.</param>
/// <param name="pools">Of the scenario.</param>
/// <param name="peers">Whom the workers of nodes talk to.</param>
/// <param name="clock">Clock of the run.</param>
/// <remarks>
/// <para>In: <see cref="RegisterNode"/>, <see cref="RegistrationProof"/>, <see cref="ConfirmNode"/> and
/// <see cref="NodeLeaves"/> from nodes, <see cref="ClusterEvent.MemberRemoved"/>. Out:
/// <see cref="RegistrationChallenge"/>, <see cref="NodeRegistered"/>, <see cref="NodeRefused"/>,
/// <see cref="NodeConfirmed"/>.</para>
/// <para>State: how many workers each pool has, nodes that were asked for a proof, bounded, and those that are in, each
/// with its <see cref="PolicyFeed"/>. Nodes are told apart by address and incarnation. DeathWatch would not do: it
/// tells the end of an address, whoever is there by now.</para>
/// <para>Time: none. Order: any; a node that asks again is asked again.</para>
/// <para>Restart: never fails by what comes in.</para>
/// </remarks>
internal sealed class NodeRegistrar(
    HeadOptions head, IReadOnlyList<RolloutOptions> pools, RegistrarPeers peers, RunClock clock) : UntypedActor
{
    /// <summary>Name of its actor: nodes look for it there, and no node of a scenario has it.</summary>
    public const string Name = "delight-nodes";

    private const int NonceBytes = 32;
    private const int AskedMax = 1024;

    private readonly Dictionary<IActorRef, (byte[] Nonce, RegisterNode Request)> _asked = [];
    private readonly Dictionary<UniqueAddress, (IActorRef Feed, NodeWorkers Workers)> _nodes = [];
    private readonly PoolShares _shares = new(pools);
    private IActorRef _learner = ActorRefs.Nobody, _rewardService = ActorRefs.Nobody;
    private long _workers;
    private long _feeds;

    private bool IsInCluster => ((ExtendedActorSystem)Context.System).Provider is IClusterActorRefProvider;

    /// <summary>Props of the registrar of a head.</summary>
    public static Props Props(
        HeadOptions head, IReadOnlyList<RolloutOptions> pools, RegistrarPeers peers, RunClock clock) =>
        Akka.Actor.Props.Create(() => new NodeRegistrar(head, pools, peers, clock));

    /// <summary>HMAC-SHA256 of a nonce under a secret.</summary>
    public static byte[] MacOf(string secret, ReadOnlySpan<byte> nonce) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), nonce);

    protected override void PreStart()
    {
        _learner = Context.ActorOf(RoleGate.Props(peers.Learner), "learner");
        _rewardService = Context.ActorOf(RoleGate.Props(peers.RewardService), "reward-service");
        if (IsInCluster)
        {
            AkkaCluster.Get(Context.System).Subscribe(Self, typeof(ClusterEvent.MemberRemoved));
        }

        SayThatItWaits();
    }

    protected override void PostStop()
    {
        if (IsInCluster)
        {
            AkkaCluster.Get(Context.System).Unsubscribe(Self);
        }
    }

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
            case ConfirmNode confirm:
                Sender.Tell(new NodeConfirmed(_nodes.ContainsKey(SenderOf(confirm.Incarnation))));
                break;
            case NodeLeaves leaves:
                Lose(SenderOf(leaves.Incarnation), "leaves in order");
                break;
            case ClusterEvent.MemberRemoved removed:
                Lose(removed.Member.UniqueAddress, "is out of the cluster");
                break;
            case ClusterEvent.CurrentClusterState:
                break; // it says who is there; who left is what counts
            default:
                Unhandled(message);
                break;
        }
    }

    private UniqueAddress SenderOf(long incarnation) => new(Sender.Path.Address, (int)incarnation);

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
        UniqueAddress node = SenderOf(request.Incarnation);
        if (!CryptographicOperations.FixedTimeEquals(proof.Mac.Span, MacOf(head.Secret, nonce)))
        {
            Refuse(
                node, "it does not know the secret",
                "it does not know the secret. Give both the same DELIGHT_SECRET.");
            return;
        }

        if (!_shares.Knows(request.Pool))
        {
            Refuse(
                node, $"it wants to work for a pool {request.Pool}",
                $"the scenario has no pool {request.Pool}. Take --pool {string.Join(" or ", _shares.Names)}, or leave "
                + "it out.");
            return;
        }

        UniqueAddress? former = _nodes.Keys.FirstOrDefault(
            other => other.Address.Equals(node.Address) && !other.Equals(node));
        if (former is not null)
        {
            Lose(former, "was started again at this address");
        }

        (IActorRef feed, NodeWorkers workers) = _nodes.TryGetValue(node, out var known) ? known : LetIn(node, request);
        Sender.Tell(new NodeRegistered(
            head.Scenario, clock.Elapsed, PathOf(_learner), PathOf(feed), PathOf(_rewardService), workers));
    }

    private void Refuse(UniqueAddress node, string told, string reason)
    {
        Context.Publish(clock, "node-refused", MemberName.Of(node.Address), told);
        Sender.Tell(new NodeRefused(reason));
    }

    private (IActorRef Feed, NodeWorkers Workers) LetIn(UniqueAddress node, RegisterNode request)
    {
        NodeWorkers workers = new(_workers, _shares.Take(request.Workers, request.Pool));
        _workers += request.Workers;
        IActorRef feed = Context.ActorOf(
            RoleProps.Of(() => new PolicyFeed(peers.ParameterServer, clock)),
            string.Create(CultureInfo.InvariantCulture, $"feed-{_feeds++}"));
        _nodes.Add(node, (feed, workers));
        Context.Publish(clock, "node-joined", MemberName.Of(node.Address), Described(workers));
        Count();
        return (feed, workers);
    }

    private void Lose(UniqueAddress node, string why)
    {
        if (!_nodes.Remove(node, out var lost))
        {
            return; // another incarnation, told before, or never let in
        }

        Context.Publish(
            clock, "node-left", MemberName.Of(node.Address), $"{why}; it had {Described(lost.Workers)}");
        Context.Stop(lost.Feed);
        _shares.Return(lost.Workers.Pools);
        Count();
        SayThatItWaits();
    }

    private void Count() => Context.System.EventStream.Publish(
        new ClusterCensus(_nodes.Count, _nodes.Values.Sum(node => node.Workers.Pools.Count)));

    private void SayThatItWaits()
    {
        if (_nodes.Count == 0)
        {
            Context.Publish(
                clock, "waiting-for-nodes", MemberName.Of(AddressOfHead), "no node is there, so nobody works");
        }
    }

    private Address AddressOfHead => ((ExtendedActorSystem)Context.System).Provider.DefaultAddress;

    private string PathOf(IActorRef actor) => actor.Path.ToSerializationFormatWithAddress(AddressOfHead);

    private string Described(NodeWorkers workers)
    {
        string total = string.Create(
            CultureInfo.InvariantCulture, $"{workers.Pools.Count} worker{(workers.Pools.Count == 1 ? "" : "s")}");
        return pools.Count == 1 ? total : string.Create(
            CultureInfo.InvariantCulture,
            $"{total}: {string.Join(", ", workers.Pools.CountBy(pool => pool).Select(
                share => string.Create(CultureInfo.InvariantCulture, $"{share.Value} {share.Key}")))}");
    }
}
