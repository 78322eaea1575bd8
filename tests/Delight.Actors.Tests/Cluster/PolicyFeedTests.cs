using Akka.Actor;
using Delight.Actors.Cluster;
using Delight.Actors.ParameterServers;
using Delight.Actors.Running;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;
using Delight.Simulation;
using Delight.Simulation.Network;
using Delight.Simulation.Observing;

namespace Delight.Actors.Tests.Cluster;

/// <summary>A policy from the head's parameter server to a worker of a node, in virtual time.</summary>
public sealed class PolicyFeedTests : IDisposable
{
    private const int Length = (10 * PolicyFeed.PieceLength) + 7;
    private readonly List<(PolicyVersion Version, float Last)> _received = [];
    private readonly PieceCount _pieces = new();
    private readonly Delight.Simulation.Simulation _simulation;

    public PolicyFeedTests() => _simulation = Delight.Simulation.Simulation.Create(
        seed: 1, new SimulationOptions { Observer = _pieces });

    public void Dispose() => _simulation.Dispose();

    [Fact]
    public void Policy_OfManyPieces_ArrivesWholeWithAtMostItsCreditUnderWay()
    {
        IActorRef head = Start(new LinkQuality { Latency = TimeSpan.FromMilliseconds(5) });
        Publish(head, 1, 0.5f);
        _simulation.RunFor(TimeSpan.FromSeconds(1));
        Assert.Equal([(new PolicyVersion(0, 1), 0.5f)], _received);
        Assert.Equal(PolicyFeed.Credit, _pieces.UnderWayMost);
    }

    [Fact]
    public void Policies_FasterThanTheLine_AreSkippedUpToTheNewest()
    {
        IActorRef head = Start(new LinkQuality { Latency = TimeSpan.FromMilliseconds(50) });
        for (int step = 1; step <= 20; step++)
        {
            Publish(head, step, step);
            _simulation.RunFor(TimeSpan.FromMilliseconds(5));
        }

        _simulation.RunFor(TimeSpan.FromSeconds(5));
        Assert.Equal((new PolicyVersion(0, 20), 20f), _received[^1]);
        Assert.InRange(_received.Count, 2, 4);
    }

    [Fact]
    public void Policy_OverALineThatLoses_ArrivesAfterAll()
    {
        IActorRef head = Start(new LinkQuality { Latency = TimeSpan.FromMilliseconds(1), LossShare = 0.05 });
        Publish(head, 1, 0.25f);
        _simulation.RunFor(TimeSpan.FromMinutes(10));
        Assert.Equal((new PolicyVersion(0, 1), 0.25f), Assert.Single(_received));
    }

    [Fact]
    public void Policies_OneAfterTheOther_AllArriveInTheirOrder()
    {
        IActorRef head = Start(new LinkQuality());
        for (int step = 1; step <= 5; step++)
        {
            Publish(head, step, step);
            _simulation.RunFor(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(
            Enumerable.Range(1, 5).Select(step => (new PolicyVersion(0, step), (float)step)), _received);
    }

    private IActorRef Start(LinkQuality line)
    {
        RunClock clock = new(_simulation.System.Scheduler);
        IActorRef head = _simulation.AddNode("head", Props.Create(() => new Head(clock)), isReliable: false);
        ActorSelection feed = _simulation.System.ActorSelection("/user/head/feed");
        Action<PolicySnapshot> received = snapshot => _received.Add((snapshot.Version, snapshot.Parameters[^1]));
        _simulation.AddNode("node", Props.Create(() => new Node(feed, clock, received)));
        _simulation.Network.Link("head", "node").Quality = line;
        _simulation.RunFor(TimeSpan.FromMilliseconds(500));
        return head;
    }

    private static void Publish(IActorRef head, long step, float last)
    {
        float[] parameters = new float[Length];
        parameters[^1] = last;
        head.Tell(new PublishPolicy(new PolicySnapshot(new PolicyVersion(0, step), parameters)));
    }

    private sealed class Head : UntypedActor
    {
        private readonly IActorRef _server = Context.ActorOf(Props.Create(() => new ParameterServer(false)));

        public Head(RunClock clock) => Context.ActorOf(Props.Create(() => new PolicyFeed(_server, clock)), "feed");

        protected override void OnReceive(object message) => _server.Forward(message);
    }

    private sealed class Node : UntypedActor
    {
        private readonly Action<PolicySnapshot> _received;

        public Node(ICanTell feed, RunClock clock, Action<PolicySnapshot> received)
        {
            _received = received;
            IActorRef server = Context.ActorOf(Props.Create(() => new ParameterServer(true)));
            Context.ActorOf(Props.Create(() => new PolicyFetcher(feed, server, Length, clock)));
            server.Tell(new SubscribeToPolicy(), Self);
        }

        protected override void OnReceive(object message)
        {
            PolicySnapshot snapshot = ((PolicyPublished)message).Snapshot;
            _received(snapshot);
            Sender.Tell(new PolicyReceived(snapshot.Version));
        }
    }

    /// <summary>Pieces that arrived and were not confirmed yet.</summary>
    private sealed class PieceCount : ISimulationObserver
    {
        private int _underWay;

        public int UnderWayMost { get; private set; }

        public void Delivered(TimeSpan time, IActorRef receiver, object message, IActorRef sender)
        {
            _underWay += message is SnapshotChunk ? 1 : message is SnapshotChunkReceived ? -1 : 0;
            UnderWayMost = Math.Max(UnderWayMost, _underWay);
        }
    }
}
