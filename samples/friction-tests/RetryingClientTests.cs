using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Testing;

namespace Delight.Samples.FrictionTests;

/// <summary>One actor alone, between probes: what it sends, when, and what it does when the network fails.</summary>
public sealed class RetryingClientTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SimulatedHarness _harness = new(new NetworkOptions { Latency = 0.1 * Second }, seed: 7);
    private readonly Probe _server;
    private readonly Probe _asker;
    private readonly ActorRef _client;

    public RetryingClientTests()
    {
        _server = _harness.SpawnProbe("server", node: "far");
        _client = _harness.Spawn("client", new ActorSpec
        {
            Create = () => new RetryingClient(_server.Address, patience: 3 * Second),
        });
        _asker = _harness.SpawnProbe("asker", (message, context) =>
        {
            if (message is RetryingClient.Question question)
            {
                context.Send(_client, question);
            }
        });
    }

    public void Dispose() => _harness.Dispose();

    #region probes
    [Fact]
    public void Client_CutOffFromItsServer_AsksAgainUntilTheLinkHeals()
    {
        RetryingClient.Question question = new(1);
        _harness.Cut("root", "far");
        _harness.Send(_asker.Address, question);
        _server.ExpectNothing(8 * Second);

        _harness.Heal("root", "far");
        Assert.Equal(question, _server.Expect<RetryingClient.Question>(within: 2 * Second));
        Assert.Equal(9.1 * Second, _harness.Elapsed); // asked at 0, 3, 6 and 9 s

        _asker.Expect<RetryingClient.Question>();
        _harness.Send(_client, new RetryingClient.Answer(1));
        _harness.Settle();
        _asker.ExpectInOrder(new RetryingClient.Answer(1));
        _server.ExpectNothingMore();
    }
    #endregion

    [Fact]
    public void Client_ThatCrashes_ForgetsItsQuestion()
    {
        _harness.Send(_asker.Address, new RetryingClient.Question(1));
        _server.Expect<RetryingClient.Question>(within: Second);
        _harness.Crash(_client);
        _harness.Settle();
        Assert.Equal(1, _harness.Restarts);
        _server.ExpectNothing(10 * Second);
    }
}
