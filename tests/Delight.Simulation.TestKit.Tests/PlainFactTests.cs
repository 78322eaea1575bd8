using Akka.Actor;

namespace Delight.Simulation.TestKit.Tests;

/// <summary>A kit works with xunit's own attributes too, where its members alone wait.</summary>
public sealed class PlainFactTests : SimulationTestKit
{
    [Fact]
    public void Fact_SynchronousWaits_PassVirtualTime()
    {
        ActorOf<Echo>().Tell("a");
        ExpectMsg("a");
        ExpectNoMsg(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromHours(1), Simulation.Elapsed);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    public async Task Theory_AsynchronousWaits_PassVirtualTime(string text)
    {
        int thread = Environment.CurrentManagedThreadId;
        SimulationTestProbe probe = CreateTestProbe();
        probe.Send(ActorOf<Echo>(), text);
        await probe.ExpectMsgAsync(text);
        await ExpectNoMsgAsync(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromHours(1), Simulation.Elapsed);
        Assert.Equal(thread, Environment.CurrentManagedThreadId);
    }
}
