using Delight.Actors.ParameterServers;
using Delight.Actors.Port;
using Delight.Actors.Snapshots;
using Delight.Actors.Testing;
using Delight.Learning.Parameters;

namespace Delight.Actors.Tests.ParameterServers;

public sealed class ParameterServerTests : IDisposable
{
    private readonly SimulatedHarness _harness = new();
    private readonly ActorRef _server;

    public ParameterServerTests() =>
        _server = _harness.Spawn("server", new ActorSpec { Create = () => new ParameterServer() });

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void PublishPolicy_Newer_GoesToEverySubscriber()
    {
        (Probe a, _) = Subscribe("a");
        (Probe b, _) = Subscribe("b");
        Publish(step: 1);
        Publish(step: 2);
        Assert.Equal([1L, 2], Steps(a));
        Assert.Equal([1L, 2], Steps(b));
    }

    [Fact]
    public void PublishPolicy_Older_IsPassedOver()
    {
        (Probe a, _) = Subscribe("a");
        Publish(step: 2);
        Publish(step: 1);
        Publish(step: 2);
        Assert.Equal([2L], Steps(a));
    }

    [Fact]
    public void SubscribeToPolicy_LateOrAgain_GetsTheNewestAtOnce()
    {
        Publish(step: 3);
        (Probe a, ActorRef address) = Subscribe("a");
        Assert.Equal([3L], Steps(a));
        _harness.Send(address, "subscribe");
        _harness.Settle();
        Assert.Equal([3L, 3], Steps(a));
        Publish(step: 4);
        Assert.Equal([3L, 3, 4], Steps(a));
    }

    [Fact]
    public void Terminated_OfASubscriber_EndsItsSubscription()
    {
        (Probe a, ActorRef address) = Subscribe("a");
        _harness.Send(address, "stop");
        _harness.Settle();
        Publish(step: 1);
        Assert.Empty(Steps(a));
        Assert.Equal(0, _harness.Dropped("dead-letter"));
    }

    private (Probe Probe, ActorRef Address) Subscribe(string name)
    {
        Probe probe = new(name, (message, context) =>
        {
            if (message is "subscribe")
            {
                context.Send(_server, new SubscribeToPolicy());
            }
            else if (message is "stop")
            {
                context.Stop(context.Self);
            }
        });
        ActorRef address = _harness.Spawn(name, probe.Spec);
        _harness.Send(address, "subscribe");
        _harness.Settle();
        return (probe, address);
    }

    private void Publish(long step)
    {
        _harness.Send(_server, new PublishPolicy(new PolicySnapshot(new PolicyVersion(0, step), [step])));
        _harness.Settle();
    }

    private static IEnumerable<long> Steps(Probe probe) =>
        probe.All<PolicyPublished>().Select(published => published.Snapshot.Version.Step);
}
