using Akka.Actor;
using Akka.Event;
using Delight.Actors.ParameterServers;
using Delight.Actors.Running;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;
using Delight.Simulation.TestKit;

namespace Delight.Actors.Tests.ParameterServers;

public sealed class ParameterServerTests : SimulationTestKit
{
    private readonly SimulationTestProbe _a, _b;
    private IActorRef _server;

    public ParameterServerTests()
    {
        (_a, _b) = (CreateTestProbe("a"), CreateTestProbe("b"));
        _server = Sys.ActorOf(RoleProps.Of(() => new ParameterServer()), "server");
    }

    [SimulationFact]
    public void PublishPolicy_Newer_GoesToEverySubscriber()
    {
        Subscribe(_a);
        Subscribe(_b);
        Publish(step: 1);
        Publish(step: 2);
        Assert.Equal([1L, 2], Steps(_a));
        Assert.Equal([1L, 2], Steps(_b));
    }

    [SimulationFact]
    public void PublishPolicy_Older_IsPassedOver()
    {
        Subscribe(_a);
        Publish(step: 2);
        Publish(step: 1);
        Publish(step: 2);
        Assert.Equal([2L], Steps(_a));
    }

    [SimulationFact]
    public void SubscribeToPolicy_LateOrAgain_GetsTheNewestAtOnce()
    {
        Publish(step: 3);
        Subscribe(_a);
        Assert.Equal([3L], Steps(_a));
        Subscribe(_a);
        Assert.Equal([3L], Steps(_a));
        Publish(step: 4);
        Assert.Equal([4L], Steps(_a));
    }

    [SimulationFact]
    public void SubscribeToPolicy_WhoKnowsTheNewest_WaitsForTheNext()
    {
        Publish(step: 3);
        _a.Send(_server, new SubscribeToPolicy(new PolicyVersion(0, 3)));
        _a.ExpectNoMsg(TimeSpan.FromHours(1));
        Publish(step: 4);
        Assert.Equal([4L], Steps(_a));
    }

    [SimulationFact]
    public void Terminated_OfASubscriber_EndsItsSubscription()
    {
        SimulationTestProbe letters = CreateTestProbe("letters");
        Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        Subscribe(_a);
        Subscribe(_b);
        Sys.Stop(_a.Ref);
        RunUntilIdle();
        Publish(step: 1);
        Assert.Equal([1L], Steps(_b));
        letters.ExpectNoMsg(TimeSpan.FromHours(1));
    }

    [SimulationFact]
    public void PublishPolicy_ToASlowSubscriber_SkipsWhatIsOlderByThen()
    {
        _server = Sys.ActorOf(RoleProps.Of(() => new ParameterServer(conflates: true)), "conflating");
        Subscribe(_a);
        Publish(step: 1);
        Publish(step: 2);
        Publish(step: 3);
        Assert.Equal([1L], Steps(_a));
        _a.Send(_server, new PolicyReceived(new PolicyVersion(0, 1)));
        Assert.Equal([3L], Steps(_a));
        _a.Send(_server, new PolicyReceived(new PolicyVersion(0, 3)));
        Assert.Empty(Steps(_a));
        Publish(step: 4);
        Assert.Equal([4L], Steps(_a));
    }

    private static IEnumerable<long> Steps(SimulationTestProbe probe) =>
        probe.TakeAll<PolicyPublished>().Select(published => published.Snapshot.Version.Step);

    private void Subscribe(SimulationTestProbe probe)
    {
        probe.Send(_server, new SubscribeToPolicy());
        RunUntilIdle();
    }

    private void Publish(long step)
    {
        _server.Tell(new PublishPolicy(new PolicySnapshot(new PolicyVersion(0, step), [step])));
        RunUntilIdle();
    }
}
