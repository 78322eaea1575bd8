using Akka.Actor;
using Delight.Actors.Cluster;
using Delight.Actors.Configuration;
using Delight.Actors.Recording;
using Delight.Actors.Running;
using Delight.Learning.Training;
using Delight.Simulation;
using Delight.Simulation.Cluster;
using AkkaCluster = Akka.Cluster.Cluster;

namespace Delight.Actors.Tests.Cluster;

/// <summary>How a node finds its head, and how long it waits for one that is a member and answers nothing. In virtual
/// time.</summary>
public sealed class NodePatienceTests : IDisposable
{
    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(1);

    private readonly TaskCompletionSource _end = new();
    private readonly List<RunEvent> _events = [];
    private readonly ScriptedHead _head = new();
    private int _looks;
    private readonly ClusterSimulation _simulation = ClusterSimulation.Create(
        seed: 1, new SimulationOptions { Hocon = HoconLayers.Read("reference.conf") });

    public NodePatienceTests()
    {
        _simulation.AddSystem("head", Host("head", "head"), StartHead);
        _simulation.AddSystem("node", Host("node", "worker"), StartNode);
        Assert.True(_simulation.RunUntil(() => _head.Confirmed >= 3, Enough), string.Join('\n', _events));
        Assert.Single(_events, happened => happened.Kind == "node-joined");
    }

    public void Dispose() => _simulation.Dispose();

    [Fact]
    public void Node_WhoseHeadWasNotThereAtFirst_TriesItsLikeliestAddressFirst()
    {
        RunEvent joined = _events.Single(happened => happened.Kind == "node-joined");

        Assert.True(_looks >= 2);
        Assert.InRange(joined.Time.TotalSeconds, 1, 6); // an address that nobody has takes 5 s more
    }

    [Fact]
    public void Node_WhoseHeadIsSilentForTwentySeconds_LosesIt()
    {
        TimeSpan from = _simulation.Elapsed;
        _head.IsSilent = true;

        bool hasEnded = _simulation.RunUntil(() => _end.Task.IsCompleted, Enough);

        // It asks every 2 seconds. The last answer came just before, so 20 s are over at the eleventh question.
        Assert.True(hasEnded, string.Join('\n', _events));
        Assert.InRange((_simulation.Elapsed - from).TotalSeconds, 20, 23);
        RunEvent gone = Assert.Single(_events, happened => happened.Kind == "head-gone");
        Assert.Equal("the head does not answer any more", gone.Detail);
    }

    [Fact]
    public void Node_WhoseHeadIsSilentForLess_StaysWithIt()
    {
        _head.IsSilent = true;
        _simulation.RunFor(TimeSpan.FromSeconds(17));
        _head.IsSilent = false;
        _simulation.RunFor(Enough);

        Assert.False(_end.Task.IsCompleted, string.Join('\n', _events));
        Assert.DoesNotContain(_events, happened => happened.Kind == "head-gone");
    }

    [Fact]
    public void Node_ThatItsHeadDoesNotCount_LosesItAtTheNextQuestion()
    {
        TimeSpan from = _simulation.Elapsed;
        _head.Counts = false;

        Assert.True(_simulation.RunUntil(() => _end.Task.IsCompleted, Enough));

        Assert.InRange((_simulation.Elapsed - from).TotalSeconds, 0, 2.1);
        Assert.Equal(
            "the head does not count this node any more",
            Assert.Single(_events, happened => happened.Kind == "head-gone").Detail);
    }

    private static string Host(string name, string role) => $$"""
        akka.remote.dot-netty.tcp { hostname = "{{name}}", port = 2552 }
        akka.cluster.roles = ["{{role}}"]
        """;

    private void StartHead(ActorSystem system)
    {
        system.ActorOf(Props.Create(() => new Registrar(_head)), NodeRegistrar.Name);
        AkkaCluster cluster = AkkaCluster.Get(system);
        cluster.Join(cluster.SelfAddress);
    }

    private void StartNode(ActorSystem system)
    {
        TrainerParts parts = TestTraining.BanditParts(rowsMax: 100);
        NodeOptions node = new()
        {
            Seeds = [new Endpoint("head", 2552)],
            Workers = 1,
            Secret = "a secret of the test",
            Prepare = _ => new NodeWork(1, parts.Task, parts.Policy, [TestTraining.Pool()], 1)
            {
                ParameterServerNode = "server",
            },
            Look = LookAsync,
            Time = _simulation.TimeProvider,
        };
        RunClock clock = new(system.Scheduler);
        SystemEvents events = SystemEvents.Subscribe(system, clock, _events.Add);
        system.ActorOf(NodeAgent.Props(node, new NodeSurroundings(clock, events, null, _end)), NodeAgent.Name);
    }

    private Task<SeedSight> LookAsync(Endpoint seed) => Task.FromResult(_looks++ == 0
        ? new SeedSight(seed, SeedAnswer.Refuses, [])
        : new SeedSight(seed, SeedAnswer.Accepts, [seed.Host, "nobody"]));

    /// <summary>What the head answers.</summary>
    private sealed class ScriptedHead
    {
        public bool IsSilent { get; set; }

        public bool Counts { get; set; } = true;

        public int Confirmed { get; set; }
    }

    /// <summary>In place of the head's registrar. To roles of the node it is the learner and all else, and answers
    /// nothing.</summary>
    private sealed class Registrar(ScriptedHead head) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case RegisterNode:
                    string self = Self.Path.ToSerializationFormatWithAddress(
                        AkkaCluster.Get(Context.System).SelfAddress);
                    NodeWorkers workers = new(0, ["worker"]);
                    Sender.Tell(new NodeRegistered("{}", TimeSpan.Zero, self, self, self, workers));
                    break;
                case ConfirmNode when !head.IsSilent:
                    head.Confirmed++;
                    Sender.Tell(new NodeConfirmed(head.Counts));
                    break;
            }
        }
    }
}
