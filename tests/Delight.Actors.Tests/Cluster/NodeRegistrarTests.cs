using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Delight.Actors.Cluster;
using Delight.Actors.Recording;
using Delight.Actors.Running;

namespace Delight.Actors.Tests.Cluster;

public sealed class NodeRegistrarTests : TestKit
{
    private const string Secret = "a secret of the test";

    private readonly TestProbe _learner, _node;
    private readonly IActorRef _registrar;

    public NodeRegistrarTests()
        : base("akka { loglevel = OFF, stdout-loglevel = OFF }")
    {
        (_learner, _node) = (CreateTestProbe("learner"), CreateTestProbe("node"));
        HeadOptions head = new() { Host = "127.0.0.1", Port = 1, Secret = Secret, Scenario = "{}" };
        RegistrarPeers peers = new(_learner, CreateTestProbe("server"), CreateTestProbe("reward"));
        _registrar = Sys.ActorOf(NodeRegistrar.Props(
            head, [TestTraining.Pool()], peers, new RunClock(Sys.Scheduler)));
    }

    [Fact]
    public void Registrar_AskedTwiceBeforeTheProof_AsksForTheSameProofAndLetsIn()
    {
        _registrar.Tell(new RegisterNode("n", 2, string.Empty), _node);
        _registrar.Tell(new RegisterNode("n", 2, string.Empty), _node);
        byte[] first = _node.ExpectMsg<RegistrationChallenge>().Nonce.ToArray();
        byte[] second = _node.ExpectMsg<RegistrationChallenge>().Nonce.ToArray();
        Assert.Equal(first, second);
        _registrar.Tell(new RegistrationProof(NodeRegistrar.MacOf(Secret, first)), _node);
        _registrar.Tell(new RegistrationProof(NodeRegistrar.MacOf(Secret, first)), _node);
        NodeRegistered registered = _node.ExpectMsg<NodeRegistered>();
        Assert.Equal(_learner.Ref, Resolve(registered.Learner));
        Assert.Equal(0, registered.Workers.First);
        Assert.Equal(["worker", "worker"], registered.Workers.Pools);
        _node.ExpectNoMsg(TimeSpan.Zero); // the second proof answers nothing that is still asked
    }

    [Fact]
    public void Registrar_GivenAProofOfAnotherSecret_RefusesAndSaysSo()
    {
        TestProbe events = CreateTestProbe("events");
        Sys.EventStream.Subscribe(events, typeof(RunEvent));
        Assert.Equal(
            "it does not know the secret. Give both the same DELIGHT_SECRET.",
            Register(_node, "another secret!!").ExpectMsg<NodeRefused>().Reason);
        Assert.Equal("node-refused", events.ExpectMsg<RunEvent>().Kind);
    }

    [Fact]
    public void Registrar_ANodeThatAsksAgain_HasTheSameWorkersAndFeed()
    {
        NodeRegistered first = Register(_node, Secret).ExpectMsg<NodeRegistered>();
        NodeRegistered again = Register(_node, Secret).ExpectMsg<NodeRegistered>();
        Assert.Equal((first.Workers.First, first.ParameterServer), (again.Workers.First, again.ParameterServer));
        NodeRegistered other = Register(CreateTestProbe("other"), Secret).ExpectMsg<NodeRegistered>();
        Assert.Equal(2, other.Workers.First);
        Assert.NotEqual(first.ParameterServer, other.ParameterServer);
    }

    [Fact]
    public void Registrar_WhoseNodeDied_StopsItsFeed()
    {
        NodeRegistered registered = Register(_node, Secret).ExpectMsg<NodeRegistered>();
        Watch(Resolve(registered.ParameterServer));
        Sys.Stop(_node);
        ExpectTerminated(Resolve(registered.ParameterServer));
    }

    private IActorRef Resolve(string path) => ((ExtendedActorSystem)Sys).Provider.ResolveActorRef(path);

    private TestProbe Register(TestProbe node, string secret)
    {
        _registrar.Tell(new RegisterNode("n", 2, string.Empty), node);
        RegistrationChallenge challenge = node.ExpectMsg<RegistrationChallenge>();
        _registrar.Tell(new RegistrationProof(NodeRegistrar.MacOf(secret, challenge.Nonce.Span)), node);
        return node;
    }
}
