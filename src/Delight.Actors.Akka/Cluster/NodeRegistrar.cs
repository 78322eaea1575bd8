using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Delight.Actors.Akka.Hosting;
using Delight.Actors.Port;

namespace Delight.Actors.Akka.Cluster;

/// <summary>Lets nodes into a running training that know the shared secret, and tells them what to run.</summary>
/// <remarks>
/// <para>In: <see cref="RegisterNode"/> and <see cref="RegistrationProof"/> from nodes, <see cref="Terminated"/> of
/// nodes and of the coordinator. Out: <see cref="RegistrationChallenge"/>, <see cref="NodeRegistered"/>,
/// <see cref="NodeRefused"/>.</para>
/// <para>State: nodes that were asked for a proof, bounded, and those that are in, each with its
/// <see cref="PolicyFeed"/>.</para>
/// <para>Time: none. Order: any; a node that asks again is asked again.</para>
/// <para>Restart: never fails by what comes in.</para>
/// </remarks>
internal sealed class NodeRegistrar(AkkaRuntime runtime, ActorRef coordinator, string secret, string scenario) : IActor
{
    private const int NonceBytes = 32;
    private const int AskedMax = 1024;

    private readonly Dictionary<ActorRef, (byte[] Nonce, RegisterNode Request)> _asked = [];
    private readonly Dictionary<ActorRef, (ActorRef Feed, string Name)> _nodes = [];
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

        byte[] nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        _asked[context.Sender] = (nonce, request);
        context.Send(context.Sender, new RegistrationChallenge(nonce));
    }

    private void Judge(RegistrationProof proof, byte[] nonce, RegisterNode request, IActorContext context)
    {
        if (!CryptographicOperations.FixedTimeEquals(proof.Mac.Span, MacOf(secret, nonce)))
        {
            context.Report("node-refused", $"{request.Node} does not know the secret");
            context.Send(context.Sender, new NodeRefused("it does not know the secret of the head."));
            return;
        }

        if (runtime.Directory.Find("/coordinator/parameter-server") is not { } parameterServer
            || runtime.Directory.Find("/coordinator/learner") is not { } learner
            || runtime.Directory.Find("/coordinator/reward-service") is not { } rewardService)
        {
            return; // the training has not begun: the node asks again
        }

        ActorRef feed = FeedOf(request, parameterServer, context);
        context.Send(context.Sender, new NodeRegistered(
            scenario, runtime.PathOf(learner), runtime.PathOf(feed), runtime.PathOf(rewardService), _workers));
        _workers += request.Workers;
    }

    private ActorRef FeedOf(RegisterNode request, ActorRef parameterServer, IActorContext context)
    {
        if (_nodes.TryGetValue(context.Sender, out var known))
        {
            return known.Feed;
        }

        ActorRef feed = context.Spawn(
            string.Create(CultureInfo.InvariantCulture, $"feed-{_feeds++}"),
            new ActorSpec { Create = () => new PolicyFeed(parameterServer), Node = parameterServer.Node });
        _nodes.Add(context.Sender, (feed, request.Node));
        context.Watch(context.Sender);
        context.Report("node-joined", string.Create(
            CultureInfo.InvariantCulture, $"{request.Node} with {request.Workers} workers"));
        return feed;
    }
}
