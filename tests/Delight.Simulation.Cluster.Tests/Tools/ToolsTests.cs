using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Cluster.Tools.Singleton;
using static Delight.Simulation.Cluster.Tests.TestCluster;

namespace Delight.Simulation.Cluster.Tests.Tools;

public sealed class ToolsTests
{
    [Fact]
    public void Singleton_OfTheOldestNode_MovesWhenThatCrashes()
    {
        List<string> began = [], stopped = [];
        using ClusterSimulation simulation = Up(start: system => Start(system, began, stopped));
        simulation.RunFor(5);
        string[] first = [.. began];

        simulation.Crash(first[0]);
        bool hasMoved = simulation.RunUntil(() => began.Count == 2, Seconds(60));

        Assert.True(hasMoved);
        Assert.Single(first);
        Assert.NotEqual(began[0], began[1]);
        Assert.Empty(stopped); // a crash runs no PostStop
    }

    [Fact]
    public void Singleton_OfANodeThatLeaves_IsHandedOverWithoutASecondOne()
    {
        List<string> began = [], stopped = [];
        using ClusterSimulation simulation = Up(start: system => Start(system, began, stopped));
        simulation.RunFor(5);

        simulation.ShutDown(began[0]);
        bool hasMoved = simulation.RunUntil(
            () =>
            {
                Assert.InRange(began.Count - stopped.Count, 0, 1);
                return began.Count == 2;
            }, Seconds(30));

        Assert.True(hasMoved);
        Assert.Equal([began[0]], stopped);
    }

    [Fact]
    public void Publish_OnATopic_ReachesSubscribersOfAllNodesAndNoneAfterTheyUnsubscribe()
    {
        List<string> got = [];
        using ClusterSimulation simulation = Up(start: system => system.ActorOf(
            Props.Create(() => new Subscriber(got.Add)), "subscriber"));
        simulation.RunFor(5);

        simulation.RunOn("a", system => DistributedPubSub.Get(system).Mediator.Tell(new Publish("news", "one")));
        simulation.RunFor(1);
        Assert.Equal(["a one", "b one", "c one"], got.Order(StringComparer.Ordinal));

        got.Clear();
        simulation.RunOn("b", system => system.ActorSelection("/user/subscriber").Tell("unsubscribe"));
        simulation.RunFor(5);
        simulation.RunOn("a", system => DistributedPubSub.Get(system).Mediator.Tell(new Publish("news", "two")));
        simulation.RunFor(1);
        Assert.Equal(["a two", "c two"], got.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Topic_WithoutSubscribers_EndsByVirtualTime()
    {
        List<string> got = [];
        using ClusterSimulation simulation = Up("ab", start: system => system.ActorOf(
            Props.Create(() => new Subscriber(got.Add)), "subscriber"));
        simulation.RunFor(5);
        Assert.NotNull(simulation.FindActor("a/system/distributedPubSubMediator/news"));

        simulation["a"].System.ActorSelection("/user/subscriber").Tell("unsubscribe");
        simulation.RunFor(100);
        Assert.NotNull(simulation.FindActor("a/system/distributedPubSubMediator/news"));
        simulation.RunFor(90); // 120 s without subscribers, looked at each 60 s

        Assert.Null(simulation.FindActor("a/system/distributedPubSubMediator/news"));
    }

    private static void Start(ActorSystem system, List<string> began, List<string> stopped)
    {
        string node = Akka.Cluster.Cluster.Get(system).SelfAddress.Host;
        system.ActorOf(
            ClusterSingletonManager.Props(
                Props.Create(() => new Singleton(() => began.Add(node), () => stopped.Add(node))), PoisonPill.Instance,
                ClusterSingletonManagerSettings.Create(system)),
            "singleton");
    }

    private sealed class Singleton(Action begins, Action stops) : UntypedActor
    {
        protected override void PreStart() => begins();

        protected override void PostStop() => stops();

        protected override void OnReceive(object message) => Unhandled(message);
    }

    private sealed class Subscriber : UntypedActor
    {
        private readonly IActorRef _mediator = DistributedPubSub.Get(Context.System).Mediator;
        private readonly Action<string> _got;

        public Subscriber(Action<string> got)
        {
            _got = got;
            _mediator.Tell(new Subscribe("news", Self));
        }

        protected override void OnReceive(object message)
        {
            if (message is "unsubscribe")
            {
                _mediator.Tell(new Unsubscribe("news", Self));
            }
            else if (message is string text)
            {
                _got($"{Akka.Cluster.Cluster.Get(Context.System).SelfAddress.Host} {text}");
            }
        }
    }
}
