using Akka.Actor;
using Delight.Simulation.TestKit;

namespace Delight.Samples.FrictionTests;

/// <summary>One actor alone, between probes: what it sends, when, and what it does when the network fails.</summary>
public sealed class RetryingClientTests : SimulationTestKit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SimulationTestProbe _server;
    private readonly IActorRef _client;

    public RetryingClientTests()
    {
        #region actor
        _server = CreateTestProbe("server", node: "far");
        ICanTell server = _server.Ref;
        _client = AddNode("client", Props.Create(() => new RetryingClient(server, 3 * Second)));
        Network.Link("client", "far").Latency = 0.1 * Second;
        #endregion
    }

    #region probes
    [SimulationFact]
    public void Client_CutOffFromItsServer_AsksAgainUntilTheLinkHeals()
    {
        RetryingClient.Question question = new(1);
        Cut("client", "far");
        _client.Tell(question, TestActor);
        _server.ExpectNoMsg(8 * Second);

        Heal("client", "far");
        _server.ExpectMsg(question, 2 * Second);
        Assert.Equal(9.1 * Second, Simulation.Elapsed); // asked at 0, 3, 6 and 9 s

        _server.Reply(new RetryingClient.Answer(1));
        ExpectMsg(new RetryingClient.Answer(1));
        _server.ExpectNoMsg(TimeSpan.FromHours(1));
    }
    #endregion

    [SimulationFact]
    public void Client_ThatCrashes_ForgetsItsQuestion()
    {
        _client.Tell(new RetryingClient.Question(1), TestActor);
        _server.ExpectMsg<RetryingClient.Question>();
        Crash(_client);
        _server.ExpectNoMsg(TimeSpan.FromHours(1));
        _server.Send(_client, new RetryingClient.Answer(1));
        ExpectNoMsg(TimeSpan.FromHours(1));
    }

    [SimulationTheory(Seeds = 200)]
    public void Client_OverALossyLink_GetsOneAnswer()
    {
        Network.Link("client", "far").LossShare = 0.5;
        _client.Tell(new RetryingClient.Question(1), TestActor);
        _server.ExpectMsg<RetryingClient.Question>(TimeSpan.FromHours(1));
        _server.Reply(new RetryingClient.Answer(1));
        ExpectMsg(new RetryingClient.Answer(1));
        ExpectNoMsg(TimeSpan.FromHours(1));
    }
}
