using Delight.Actors.Akka.Cluster;
using Delight.Actors.Network;
using Delight.Actors.ParameterServers;
using Delight.Actors.Port;
using Delight.Actors.Snapshots;
using Delight.Actors.Testing;
using Delight.Learning.Parameters;

namespace Delight.Actors.Akka.Tests.Cluster;

/// <summary>A policy from the head's parameter server to a worker of a node, in virtual time.</summary>
public sealed class PolicyFeedTests : IDisposable
{
    private const int Length = (10 * PolicyFeed.PieceLength) + 7;
    private readonly List<(PolicyVersion Version, float Last)> _received = [];
    private int _underWayMost;
    private SimulatedHarness? _system;
    private ActorRef? _server;

    private SimulatedHarness Network => _system!;

    public void Dispose() => _system?.Dispose();

    [Fact]
    public void Policy_OfManyPieces_ArrivesWholeWithAtMostItsCreditUnderWay()
    {
        Start(new NetworkOptions { Links = [new("head", "node", TimeSpan.FromMilliseconds(5))] });
        Publish(1, 0.5f);
        Network.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal([(new PolicyVersion(0, 1), 0.5f)], _received);
        Assert.Equal(PolicyFeed.Credit, _underWayMost);
    }

    [Fact]
    public void Policies_FasterThanTheLine_AreSkippedUpToTheNewest()
    {
        Start(new NetworkOptions { Links = [new("head", "node", TimeSpan.FromMilliseconds(50))] });
        for (int step = 1; step <= 20; step++)
        {
            Publish(step, step);
            Network.Pass(TimeSpan.FromMilliseconds(5));
        }

        Network.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal((new PolicyVersion(0, 20), 20f), _received[^1]);
        Assert.InRange(_received.Count, 2, 4);
    }

    [Fact]
    public void Policy_OverALineThatLoses_ArrivesAfterAll()
    {
        Start(new NetworkOptions { Links =
            [new("head", "node", TimeSpan.FromMilliseconds(1)) { LossShare = 0.05 }] });
        Publish(1, 0.25f);
        Network.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal((new PolicyVersion(0, 1), 0.25f), Assert.Single(_received));
    }

    [Fact]
    public void Policies_OneAfterTheOther_AllArriveInTheirOrder()
    {
        Start(new NetworkOptions());
        for (int step = 1; step <= 5; step++)
        {
            Publish(step, step);
            Network.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(
            Enumerable.Range(1, 5).Select(step => (new PolicyVersion(0, step), (float)step)), _received);
    }

    private void Start(NetworkOptions network)
    {
        _system = new SimulatedHarness(network);
        _server = Network.Spawn("server", new ActorSpec { Create = () => new ParameterServer(), Node = "head" });
        int underWay = 0;
        ActorRef feed = Network.Spawn("feed", new ActorSpec
        {
            Create = () => new Counting(new PolicyFeed(_server), message => underWay -=
                message is SnapshotChunkReceived ? 1 : 0),
            Node = "head",
        });
        ActorRef local = Network.Spawn(
            "local", new ActorSpec { Create = () => new ParameterServer(conflates: true), Node = "node" });
        Network.Spawn("fetcher", new ActorSpec
        {
            Create = () => new Counting(
                new PolicyFetcher(feed, local, Length),
                message => _underWayMost = message is SnapshotChunk ? Math.Max(_underWayMost, ++underWay)
                    : _underWayMost),
            Node = "node",
        });
        Network.Spawn("worker", new ActorSpec
        {
            Create = () => new ScriptedActor
            {
                OnStart = context => context.Send(local, new SubscribeToPolicy()),
                OnMessage = (message, context) =>
                {
                    PolicySnapshot snapshot = ((PolicyPublished)message).Snapshot;
                    _received.Add((snapshot.Version, snapshot.Parameters[^1]));
                    context.Send(context.Sender, new PolicyReceived(snapshot.Version));
                },
            },
            Node = "node",
        });
        Network.Pass(TimeSpan.FromMilliseconds(500));
    }

    private void Publish(long step, float last)
    {
        float[] parameters = new float[Length];
        parameters[^1] = last;
        Network.Send(_server!, new PublishPolicy(new PolicySnapshot(new PolicyVersion(0, step), parameters)));
    }

    /// <summary>Lets a test see each message before its actor does.</summary>
    private sealed class Counting(IActor actor, Action<object> seen) : IActor
    {
        public void PreStart(IActorContext context) => actor.PreStart(context);

        public void Receive(object message, IActorContext context)
        {
            seen(message);
            actor.Receive(message, context);
        }

        public void PostStop(IActorContext context) => actor.PostStop(context);
    }
}
