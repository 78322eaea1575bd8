using System.Collections;
using Akka.TestKit;

namespace Delight.Simulation.TestKit.Tests.Waiting;

/// <summary>What takes messages without an expectation ends at exact times too.</summary>
public sealed class ReceiveTests : WaitingKit
{
    [SimulationFact]
    public async Task ReceiveOne_MessageOrNone_IsTheMessageOrNull()
    {
        In(1, "a", "b", "c", "d");
        Assert.Equal("a", ReceiveOne());
        Assert.Equal(1, Time);
        Assert.Equal("b", await ReceiveOneAsync(Seconds(1)));
        Assert.True(TryReceiveOne(out MessageEnvelope envelope));
        Assert.Equal("c", envelope.Message);
        Assert.True((await TryReceiveOneAsync(Seconds(1))).success);
        Assert.Null(ReceiveOne());
        Assert.Equal(4, Time);
        Assert.Null(await ReceiveOneAsync(Seconds(1)));
        Assert.False(TryReceiveOne(out _, Seconds(1)));
        Assert.False((await TryReceiveOneAsync(Seconds(1))).success);
        Assert.Equal(7, Time);
        Assert.ThrowsAny<Exception>(() => LastMessage);
    }

    [SimulationFact]
    public void ReceiveOne_OfNoTime_TakesWhatIsDueNow()
    {
        TestActor.Tell("a", Sys.DeadLetters);
        In(0, "b");
        In(0.001, "c");
        Assert.Equal("a", ReceiveOne(TimeSpan.Zero));
        Assert.Equal("b", ReceiveOne(TimeSpan.Zero));
        Assert.Null(ReceiveOne(TimeSpan.Zero));
        Assert.Null(ReceiveOne(Seconds(-2)));
        Assert.Equal(0, Time);
    }

    [SimulationFact]
    public void ReceiveOne_Infinite_EndsWithTheMessageOrWhenNothingIsLeft()
    {
        In(5000, "a");
        Assert.Equal("a", ReceiveOne(Timeout.InfiniteTimeSpan));
        Assert.Equal(5000, Time);
        Assert.Null(ReceiveOne(Timeout.InfiniteTimeSpan));
        Assert.Null(PeekOne(CancellationToken.None));
        Assert.Equal(5000, Time);
    }

    [SimulationFact]
    public void ReceiveOne_CancelledToken_Throws()
    {
        using CancellationTokenSource source = new();
        Sys.Scheduler.Advanced.ScheduleOnce(Seconds(1), source.Cancel);
        Assert.Throws<OperationCanceledException>(() => ReceiveOne(Seconds(2), source.Token));
        Assert.Equal(1, Time);
        Assert.Throws<OperationCanceledException>(() => ExpectMsg<int>(null, null, source.Token));
        Assert.Throws<OperationCanceledException>(() => AwaitCondition(() => false, source.Token));
    }

    [SimulationFact]
    public async Task PeekOne_Message_StaysThere()
    {
        In(1, "a");
        Assert.Equal("a", PeekOne());
        Assert.Equal("a", await PeekOneAsync());
        Assert.Equal("a", PeekOne(CancellationToken.None));
        Assert.Equal("a", await PeekOneAsync(CancellationToken.None));
        Assert.True(TryPeekOne(out MessageEnvelope envelope, null, CancellationToken.None));
        Assert.Equal("a", envelope.Message);
        Assert.True((await TryPeekOneAsync(null, CancellationToken.None)).success);
        Assert.Equal(1, Time);
        ExpectMsg("a");
        Assert.Null(PeekOne(Seconds(1)));
        Assert.False(TryPeekOne(out _, Seconds(1), CancellationToken.None));
        Assert.Equal(3, Time);
    }

    [SimulationFact]
    public async Task ReceiveN_EnoughOrNot_EndsOrFails()
    {
        In(1, "a");
        In(2, "b");
        Assert.Equal(["a", "b"], ReceiveN(2));
        Assert.Equal(2, Time);
        In(1, "a", "b", "c");
        Assert.Equal(["a", "b"], ReceiveN(2, Seconds(1)));
        await foreach (object message in ReceiveNAsync(1, Seconds(1)))
        {
            Assert.Equal("c", message);
        }

        Assert.Equal(3, Time);
        FailsAt(5, () => ReceiveN(2, Seconds(2)));
        FailsAt(8, () => ReceiveN(2));
    }

    [SimulationFact]
    public async Task ReceiveWhile_FilterAndLimits_EndIt()
    {
        In(1, 1, 2);
        In(2, 3);
        In(5, 4, "x", 5);
        Assert.Equal([2, 4, 6], ReceiveWhile(message => message is int number ? 2 * number : (object?)null!, Seconds(9),
            Seconds(2)));
        Assert.Equal(4, Time);
        Assert.Equal(3, LastMessage);
        Assert.Equal([4], ReceiveWhile<int>(_ => true, Seconds(9), shouldIgnoreOtherMessageTypes: false));
        Assert.Equal(5, Time);
        Assert.Equal("x", PeekOne());
        List<int> rest = [];
        await foreach (int number in ReceiveWhileAsync<int>(_ => true, Seconds(1)))
        {
            rest.Add(number);
        }

        Assert.Equal([5], rest);
        Assert.Equal(6, Time);
        In(1, 1, 2, 3);
        Assert.Equal(2, ReceiveWhile(Seconds(2), message => message, msgs: 2).Count);
        Assert.Equal(7, Time);
        Assert.Equal([3], ReceiveWhile(Seconds(2), Seconds(1), message => message));
        Assert.Equal(8, Time);
    }

    [SimulationFact]
    public async Task FishForMessage_FoundOrNot_EndsOrFails()
    {
        ArrayList others = [];
        In(1, "a", 1);
        In(2, 2, 3);
        Assert.Equal(2, FishForMessage<int>(number => number == 2, others));
        Assert.Equal((object[])["a", 1], others.ToArray());
        Assert.Equal(2, Time);
        Assert.Equal(3, FishForMessage(message => message is 3));
        FailsAt(3, () => FishForMessage<int>(_ => true, Seconds(1), "gone"));
        In(1, 5);
        Assert.Equal(5, await FishForMessageAsync<int>(number => number == 5));
        Assert.Equal(4, Time);
        In(1, "a", "b");
        await FishUntilMessageAsync<int>(Seconds(2));
        Assert.Equal(6, Time);
        In(1, 5);
        FailsAt(7, () => FishUntilMessageAsync<int>(Seconds(2)));
    }

    [SimulationFact]
    public async Task WaitForRadioSilence_Messages_AreCollectedUntilSilence()
    {
        In(1, "a");
        In(1.5, "b");
        Assert.Equal((object[])["a", "b"], (await WaitForRadioSilenceAsync(Seconds(1))).ToArray());
        Assert.Equal(2.5, Time);
        In(0.5, 1, 2, 3);
        FailsAt(3, () => WaitForRadioSilenceAsync(Seconds(1), maxMessages: 1));
    }
}
