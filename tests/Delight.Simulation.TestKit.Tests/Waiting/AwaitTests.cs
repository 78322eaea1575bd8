using Akka.Actor;
using Delight.Simulation.TestKit.Reporting;

namespace Delight.Simulation.TestKit.Tests.Waiting;

/// <summary>Conditions are asked at virtual intervals, and blocks are bounded in virtual time.</summary>
public sealed class AwaitTests : WaitingKit
{
    [SimulationFact]
    public async Task AwaitAssert_HoldsLater_EndsAtTheNextInterval()
    {
        List<double> tries = [];
        AwaitAssert(() =>
        {
            tries.Add(Time);
            Assert.True(Time > 0.25);
        });
        Assert.Equal([0, 0.1, 0.2, 0.3], tries);
        AwaitAssert(() => Assert.True(Time >= 5), Seconds(9), Seconds(2));
        Assert.Equal(6.3, Time, tolerance: 1e-7);
        await AwaitAssertAsync(() => Assert.True(Time >= 7), Seconds(9), Seconds(0.7));
        Assert.Equal(7, Time, tolerance: 1e-7);
        await AwaitAssertAsync(async () => Assert.True(await Task.FromResult(Time >= 8)), Seconds(9), Seconds(1));
        Assert.Equal(8, Time, tolerance: 1e-7);
    }

    [SimulationFact]
    public void AwaitAssert_NeverHolds_ThrowsItsLastFailureAtTheDeadline()
    {
        Assert.ThrowsAny<Xunit.Sdk.TrueException>(
            () => AwaitAssert(() => Assert.True(Time > 9), Seconds(1), Seconds(0.4)));
        Assert.Equal(1, Time);
        Assert.ThrowsAny<Xunit.Sdk.TrueException>(() => AwaitAssert(() => Assert.True(Time > 9)));
        Assert.Equal(4, Time);
    }

    [SimulationFact]
    public void AwaitAssert_ExpectationInIt_MayFailUntilItHolds()
    {
        In(1, "a");
        AwaitAssert(() => ExpectMsg("a", TimeSpan.Zero), Seconds(2), Seconds(0.3));
        Assert.Equal(1.2, Time, tolerance: 1e-7);
    }

    [SimulationFact]
    public async Task AwaitCondition_HoldsLater_EndsAtTheNextInterval()
    {
        AwaitCondition(() => Time >= 0.5);
        Assert.Equal(0.6, Time, tolerance: 1e-7);
        AwaitCondition(() => Time >= 1, Seconds(1));
        Assert.Equal(1, Time, tolerance: 1e-7);
        AwaitCondition(() => Time >= 2, Seconds(10), "late");
        Assert.Equal(2, Time, tolerance: 1e-7);
        AwaitCondition(() => Time >= 3, Seconds(10), Seconds(0.25), "late");
        Assert.Equal(3, Time, tolerance: 1e-7);
        await AwaitConditionAsync(() => Time >= 3.3);
        await AwaitConditionAsync(() => Task.FromResult(Time >= 3.6));
        await AwaitConditionAsync(() => Task.FromResult(Time >= 4), Seconds(1));
        Assert.Equal(4, Time, tolerance: 1e-7);
        await AwaitConditionAsync(() => Time >= 5, Seconds(10), "late");
        await AwaitConditionAsync(() => Task.FromResult(Time >= 6), Seconds(10), "late");
        await AwaitConditionAsync(() => Time >= 7, Seconds(10), Seconds(1));
        await AwaitConditionAsync(() => Task.FromResult(Time >= 8), Seconds(10), Seconds(1));
        Assert.Equal(8, Time, tolerance: 1e-7);
        Assert.True(AwaitConditionNoThrow(() => Time >= 9, Seconds(10)));
        Assert.True(await AwaitConditionNoThrowAsync(() => Time >= 10, Seconds(10)));
        Assert.True(await AwaitConditionNoThrowAsync(() => Task.FromResult(Time >= 11), Seconds(10)));
        Assert.Equal(11, Time, tolerance: 1e-7);
    }

    [SimulationFact]
    public async Task AwaitCondition_NeverHolds_FailsAtTheDeadline()
    {
        Assert.Equal(
            "Timeout 00:00:03 expired while waiting for condition.", FailsAt(3, () => AwaitCondition(() => false)));
        FailsAt(4, () => AwaitCondition(() => false, Seconds(1)));
        Assert.EndsWith(
            "late", FailsAt(5, () => AwaitCondition(() => false, Seconds(1), "late")), StringComparison.Ordinal);
        FailsAt(6, () => AwaitCondition(() => false, Seconds(1), Seconds(0.3)));
        FailsAt(7, () => AwaitConditionAsync(() => Task.FromResult(false), Seconds(1)));
        Assert.False(AwaitConditionNoThrow(() => false, Seconds(1)));
        Assert.False(await AwaitConditionNoThrowAsync(() => false, Seconds(1)));
        Assert.Equal(9, Time);
    }

    [SimulationFact]
    public void AwaitCondition_IntervalOfNoTime_StillLetsTimePass()
    {
        AwaitCondition(() => Time >= 0.002, Seconds(1), TimeSpan.Zero);
        Assert.Equal(0.002, Time, tolerance: 1e-7);
    }

    [SimulationFact]
    public void Within_WaitsInside_EndWithTheBlock()
    {
        Within(Seconds(2), () =>
        {
            Assert.Equal(Seconds(2), Remaining);
            RunFor(Seconds(0.5));
            Assert.Equal(Seconds(1.5), RemainingOrDefault);
            Assert.Equal(Seconds(1.5), NoMessageRemainingOrDefault);
            Assert.Equal(Seconds(1.5), RemainingOr(Seconds(9)));
            Assert.Equal(Seconds(9), RemainingOrDilated(Seconds(9)));
            FailsAt(2, () => ExpectMsg<int>());
        });
        Assert.Throws<InvalidOperationException>(() => Remaining);
        Assert.Equal(Seconds(3), RemainingOrDefault);
        Assert.Equal(Seconds(2), Now);
    }

    [SimulationFact]
    public void Within_Nested_TheInnermostAndTheOuterBothBound()
    {
        Within(Seconds(1), Seconds(5), () =>
        {
            Within(Seconds(2), () => Assert.Equal(Seconds(2), Remaining));
            Within(Seconds(9), () => Assert.Equal(Seconds(5), Remaining));
            RunFor(Seconds(3));
            Assert.Equal(7, Within(Seconds(0.5), Seconds(9), () =>
            {
                Assert.Equal(Seconds(2), Remaining);
                RunFor(Seconds(1));
                return 7;
            }));
            Assert.Contains(
                "Required min time 00:00:02 not possible, only 00:00:01 left",
                FailsAt(4, () => Within(Seconds(2), Seconds(3), () => { })), StringComparison.Ordinal);
        });
        Assert.Equal(4, Time);
    }

    [SimulationFact]
    public void Within_TooShortOrTooLong_Fails()
    {
        Assert.Equal(
            "Failed: Block took 00:00:00, should have at least been 00:00:01. early",
            FailsAt(0, () => Within(Seconds(1), Seconds(2), () => { }, "early")));
        Assert.Equal(
            "Failed: Block took 00:00:02.1000000, exceeding 00:00:02. ",
            FailsAt(2.1, () => Within(Seconds(2), () => RunFor(Seconds(2.1)))));
        Within(Seconds(2), () => RunFor(Seconds(2.1)), epsilonValue: Seconds(0.1));
        Assert.Equal(3, Within(Seconds(2), () => 3));
    }

    [SimulationFact]
    public async Task WithinAsync_AwaitsInside_PassVirtualTime()
    {
        await WithinAsync(Seconds(2), async () => await Task.Delay(Seconds(1.5), Simulation.TimeProvider));
        Assert.Equal(1.5, Time);
        Assert.Equal(4, await WithinAsync(Seconds(1), Seconds(2), async () =>
        {
            await Task.Delay(Seconds(1.5), Simulation.TimeProvider);
            return 4;
        }));
        Assert.Equal(3, Time);
        await WithinAsync(Seconds(1), Seconds(2), async () => await Task.Delay(Seconds(1), Simulation.TimeProvider));
        Assert.Equal(5, await WithinAsync(Seconds(2), () => Task.FromResult(5)));
        Assert.Contains("Block was still running", FailsAt(6, () => WithinAsync(
            Seconds(2), async () => await Task.Delay(Seconds(9), Simulation.TimeProvider))), StringComparison.Ordinal);
    }

    [SimulationFact]
    public async Task Await_OfADelayOfTheSimulation_ContinuesOnTheTestsThreadAsTheTestActor()
    {
        int thread = Environment.CurrentManagedThreadId;
        await Task.Delay(Seconds(3), Simulation.TimeProvider);
        Assert.Equal(thread, Environment.CurrentManagedThreadId);
        Assert.Equal(3, Time);
        IActorRef echo = ActorOf<Echo>();
        echo.Tell("a");
        ExpectMsg("a");
        Assert.Throws<SimulationAssertionException>(() => ExpectMsg<int>());
        await Task.Yield();
        Assert.Equal(thread, Environment.CurrentManagedThreadId);
        Assert.Equal(6, Time);
        Assert.Equal("b", await echo.Ask<string>("b"));
        Assert.Equal(thread, Environment.CurrentManagedThreadId);
        await Assert.ThrowsAsync<AskTimeoutException>(
            () => ActorOf(Props.Empty).Ask<string>("b", Seconds(2)));
        Assert.Equal(thread, Environment.CurrentManagedThreadId);
        Assert.Equal(8, Time);
    }
}
