using System.Collections.Immutable;
using System.Reflection;
using Akka.Actor;
using Akka.Cluster;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Akka.Util;
using Delight.Actors.Cluster;
using Delight.Actors.Recording;
using Delight.Actors.Running;

namespace Delight.Actors.Tests.Cluster;

public sealed class NodeRegistrarTests : TestKit
{
    private const string Secret = "a secret of the test";
    private const long First = 11, Second = 12;

    private readonly TestProbe _learner, _node, _events;
    private readonly IActorRef _registrar;

    public NodeRegistrarTests()
        : base("akka { loglevel = OFF, stdout-loglevel = OFF }")
    {
        (_learner, _node, _events) = (CreateTestProbe("learner"), CreateTestProbe("node"), CreateTestProbe("events"));
        Sys.EventStream.Subscribe(_events, typeof(RunEvent));
        HeadOptions head = new() { Listen = new Endpoint("127.0.0.1", 1), Secret = Secret, Scenario = "{}" };
        RegistrarPeers peers = new(
            Sys.ActorSelection(_learner.Ref.Path), Sys.ActorSelection("/user/server"),
            Sys.ActorSelection("/user/reward"));
        _registrar = Sys.ActorOf(NodeRegistrar.Props(
            head, [TestTraining.Pool()], peers, new RunClock(Sys.Scheduler)));
        ExpectEvent("waiting-for-nodes");
    }

    [Fact]
    public void Registrar_AskedTwiceBeforeTheProof_AsksForTheSameProofAndLetsIn()
    {
        _registrar.Tell(new RegisterNode(First, 2, string.Empty), _node);
        _registrar.Tell(new RegisterNode(First, 2, string.Empty), _node);
        byte[] first = _node.ExpectMsg<RegistrationChallenge>().Nonce.ToArray();
        byte[] second = _node.ExpectMsg<RegistrationChallenge>().Nonce.ToArray();
        Assert.Equal(first, second);
        _registrar.Tell(new RegistrationProof(NodeRegistrar.MacOf(Secret, first)), _node);
        _registrar.Tell(new RegistrationProof(NodeRegistrar.MacOf(Secret, first)), _node);
        NodeRegistered registered = _node.ExpectMsg<NodeRegistered>();
        Assert.Equal(0, registered.Workers.First);
        Assert.Equal(["worker", "worker"], registered.Workers.Pools);
        _node.ExpectNoMsg(TimeSpan.Zero); // the second proof answers nothing that is still asked
    }

    [Fact]
    public void Registrar_WhatANodeSendsToTheLearner_ReachesItWithItsSender()
    {
        NodeRegistered registered = Register(First, Secret).ExpectMsg<NodeRegistered>();
        Resolve(registered.Learner).Tell("work", _node);
        _learner.ExpectMsg("work");
        Assert.Equal(_node.Ref, _learner.Sender);
    }

    [Fact]
    public void Registrar_GivenAProofOfAnotherSecret_RefusesAndSaysSo()
    {
        Assert.Equal(
            "it does not know the secret. Give both the same DELIGHT_SECRET.",
            Register(First, "another secret!!").ExpectMsg<NodeRefused>().Reason);
        ExpectEvent("node-refused");
    }

    [Fact]
    public void Registrar_ANodeThatAsksAgain_HasTheSameWorkersAndFeed()
    {
        NodeRegistered first = Register(First, Secret).ExpectMsg<NodeRegistered>();
        NodeRegistered again = Register(First, Secret).ExpectMsg<NodeRegistered>();
        Assert.Equal((first.Workers.First, first.ParameterServer), (again.Workers.First, again.ParameterServer));
    }

    [Fact]
    public void Registrar_ANodeThatWasStartedAgainAtItsAddress_IsAnotherNode()
    {
        NodeRegistered first = Register(First, Secret).ExpectMsg<NodeRegistered>();
        IActorRef feed = Watch(Resolve(first.ParameterServer));
        ExpectEvent("node-joined");
        NodeRegistered second = Register(Second, Secret).ExpectMsg<NodeRegistered>();
        ExpectTerminated(feed);
        ExpectEvent("node-left");
        Assert.Equal(2, second.Workers.First);
        Assert.NotEqual(first.ParameterServer, second.ParameterServer);
    }

    [Fact]
    public void Registrar_TheEndOfAnEarlierIncarnation_LeavesTheLaterOneIn()
    {
        Register(First, Secret).ExpectMsg<NodeRegistered>();
        NodeRegistered second = Register(Second, Secret).ExpectMsg<NodeRegistered>();
        Watch(Resolve(second.ParameterServer));
        _registrar.Tell(new NodeLeaves(First), _node);
        _registrar.Tell(Removed(First), ActorRefs.NoSender);
        Assert.True(Confirm(Second));
        Assert.False(Confirm(First));
        ExpectNoMsg(TimeSpan.Zero); // its feed is there
    }

    [Fact]
    public void Registrar_ANodeThatTheClusterRemoved_IsToldThatItIsOut()
    {
        Register(First, Secret).ExpectMsg<NodeRegistered>();
        Assert.True(Confirm(First));
        ExpectEvent("node-joined");
        _registrar.Tell(Removed(First), ActorRefs.NoSender);
        ExpectEvent("node-left");
        ExpectEvent("waiting-for-nodes");
        Assert.False(Confirm(First));
    }

    [Fact]
    public void Registrar_WhoseNodeLeaves_StopsItsFeed()
    {
        NodeRegistered registered = Register(First, Secret).ExpectMsg<NodeRegistered>();
        IActorRef feed = Watch(Resolve(registered.ParameterServer));
        _registrar.Tell(new NodeLeaves(First), _node);
        ExpectTerminated(feed);
    }

    /// <summary>As the cluster says it; Akka.NET lets nobody else make a member.</summary>
    private ClusterEvent.MemberRemoved Removed(long incarnation)
    {
        MethodInfo create = typeof(Member).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .Single(method => method.Name == "Create" && method.GetParameters().Length == 5);
        UniqueAddress address = new(_node.Ref.Path.Address, (int)incarnation);
        object member = create.Invoke(
            null, [address, 1, MemberStatus.Removed, ImmutableHashSet.Create("worker"), AppVersion.Zero])!;
        return new ClusterEvent.MemberRemoved((Member)member, MemberStatus.Down);
    }

    private bool Confirm(long incarnation)
    {
        _registrar.Tell(new ConfirmNode(incarnation), _node);
        return _node.ExpectMsg<NodeConfirmed>().IsIn;
    }

    private void ExpectEvent(string kind) => Assert.Equal(kind, _events.ExpectMsg<RunEvent>().Kind);

    private IActorRef Resolve(string path) => ((ExtendedActorSystem)Sys).Provider.ResolveActorRef(path);

    private TestProbe Register(long incarnation, string secret)
    {
        _registrar.Tell(new RegisterNode(incarnation, 2, string.Empty), _node);
        RegistrationChallenge challenge = _node.ExpectMsg<RegistrationChallenge>();
        _registrar.Tell(new RegistrationProof(NodeRegistrar.MacOf(secret, challenge.Nonce.Span)), _node);
        return _node;
    }
}
