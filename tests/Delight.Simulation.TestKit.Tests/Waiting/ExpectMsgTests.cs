using Akka.Actor;
using Akka.TestKit;
using Delight.Simulation.TestKit.Reporting;

namespace Delight.Simulation.TestKit.Tests.Waiting;

/// <summary>Expectations of messages end at the message, or at the deadline to the tick.</summary>
public sealed class ExpectMsgTests : WaitingKit
{
    [SimulationFact]
    public void ExpectMsg_MessageComes_EndsWithIt()
    {
        In(1, "a");
        In(2, "b");
        In(3, 7);
        In(4, 8);
        In(5, 9);
        In(6, 10);
        In(7, 11);
        Assert.Equal("a", ExpectMsg<string>());
        Assert.Equal(1, Time);
        Assert.Equal("b", ExpectMsg("b"));
        Assert.Equal(7, ExpectMsg<int>(number => number == 7));
        Assert.Equal(3, Time);
        Assert.Equal(8, ExpectMsg<int>(number => Assert.Equal(8, number)));
        Assert.Equal(9, ExpectMsg<int>((number, sender) => number == 9 && sender.Equals(Sys.DeadLetters)));
        Assert.Equal(10, ExpectMsg<int>((number, sender) => Assert.Equal(Sys.DeadLetters, sender)));
        Assert.Equal(11, ExpectMsg(1, (expected, number) => number == expected + 10));
        Assert.Equal(7, Time);
        Assert.Equal(11, LastMessage);
        Assert.Equal(Sys.DeadLetters, LastSender);
    }

    [SimulationFact]
    public async Task ExpectMsgAsync_MessageComes_EndsWithIt()
    {
        In(1, "a");
        In(2, "b");
        In(3, 7, 8, 9, 10, 11);
        Assert.Equal("a", await ExpectMsgAsync<string>());
        Assert.Equal(1, Time);
        Assert.Equal("b", await ExpectMsgAsync("b"));
        Assert.Equal(7, await ExpectMsgAsync<int>(number => number == 7));
        Assert.Equal(8, await ExpectMsgAsync<int>(number => Assert.Equal(8, number)));
        Assert.Equal(9, await ExpectMsgAsync<int>((number, sender) => number == 9));
        Assert.Equal(10, await ExpectMsgAsync<int>((number, sender) => Assert.Equal(Sys.DeadLetters, sender)));
        Assert.Equal(11, await ExpectMsgAsync(1, (expected, number) => number == expected + 10));
        Assert.Equal(3, Time);
    }

    [SimulationFact]
    public void ExpectMsg_NothingComes_FailsAtItsDeadline()
    {
        Assert.Equal(
            "Failed: Timeout 00:00:03 while waiting for a message of type System.String ",
            FailsAt(3, () => ExpectMsg<string>()));
        FailsAt(3.5, () => ExpectMsg("a", Seconds(0.5)));
        FailsAt(4, () => ExpectMsg<int>(number => number > 0, Seconds(0.5)));
        FailsAt(4.5, () => ExpectMsg<int>(number => Assert.Equal(8, number), Seconds(0.5)));
        FailsAt(5, () => ExpectMsg<int>((number, sender) => true, Seconds(0.5)));
        FailsAt(5.5, () => ExpectMsg(1, (expected, number) => true, Seconds(0.5)));
        FailsAt(6, () => ExpectMsgAsync<int>(Seconds(0.5)).AsTask());
        Assert.Contains("hint", FailsAt(6.5, () => ExpectMsg<int>(Seconds(0.5), "hint")), StringComparison.Ordinal);
    }

    [SimulationFact]
    public void ExpectMsg_AnotherMessageComes_FailsWithIt()
    {
        In(1, "a", "b", "c", "d", "e", "f");
        Assert.StartsWith(
            "Failed: Expected a message of type System.Int32, but received {a} (type System.String) instead",
            FailsAt(1, () => ExpectMsg<int>()), StringComparison.Ordinal);
        Assert.StartsWith("Assert.Equal() Failure", FailsAt(1, () => ExpectMsg("a")), StringComparison.Ordinal);
        FailsAt(1, () => ExpectMsg<string>(text => text == "a"));
        FailsAt(1, () => ExpectMsg<string>((text, sender) => text == "a"));
        FailsAt(1, () => ExpectMsg("a", (expected, text) => expected == text));
        FailsAt(1, () => ExpectMsgAsync("a").AsTask());
    }

    [SimulationFact]
    public void ExpectMsgFrom_MessageAndSender_AreBothChecked()
    {
        In(1, 1, 2, 3, 4, 5, 6, 7, 8);
        IActorRef nobody = Sys.DeadLetters;
        Assert.Equal(1, ExpectMsgFrom<int>(nobody));
        Assert.Equal(2, ExpectMsgFrom(nobody, 2));
        Assert.Equal(3, ExpectMsgFrom<int>(nobody, number => number == 3));
        Assert.Equal(4, ExpectMsgFrom<int>(sender => sender.Equals(nobody), number => number == 4));
        Assert.Equal(5, ExpectMsgFrom<int>(nobody, number => Assert.Equal(5, number)));
        Assert.Equal(
            6, ExpectMsgFrom<int>(sender => Assert.Equal(nobody, sender), number => Assert.Equal(6, number)));
        Assert.Contains(
            "Sender does not match", FailsAt(1, () => ExpectMsgFrom<int>(TestActor)), StringComparison.Ordinal);
        FailsAt(1, () => ExpectMsgFrom(nobody, 9));
        FailsAt(1.5, () => ExpectMsgFrom<int>(nobody, Seconds(0.5)));
        FailsAt(2, () => ExpectMsgFrom(nobody, 1, Seconds(0.5)));
    }

    [SimulationFact]
    public async Task ExpectMsgFromAsync_MessageAndSender_AreBothChecked()
    {
        In(1, 1, 2, 3, 4, 5, 6, 7);
        IActorRef nobody = Sys.DeadLetters;
        Assert.Equal(1, await ExpectMsgFromAsync<int>(nobody));
        Assert.Equal(2, await ExpectMsgFromAsync(nobody, 2));
        Assert.Equal(3, await ExpectMsgFromAsync<int>(nobody, number => number == 3));
        Assert.Equal(4, await ExpectMsgFromAsync<int>(sender => sender.Equals(nobody), number => number == 4));
        Assert.Equal(5, await ExpectMsgFromAsync<int>(nobody, number => Assert.Equal(5, number)));
        Assert.Equal(6, await ExpectMsgFromAsync<int>(
            sender => Assert.Equal(nobody, sender), number => Assert.Equal(6, number)));
        FailsAt(1, () => ExpectMsgFromAsync<int>(TestActor).AsTask());
    }

    [SimulationFact]
    public void ExpectMsgAllOf_AllCome_EndsWithTheLast()
    {
        In(1, "b");
        In(2, "a");
        Assert.Equal(["b", "a"], ExpectMsgAllOf("a", "b"));
        Assert.Equal(2, Time);
        In(1, "b", "a");
        Assert.Equal(["b", "a"], ExpectMsgAllOf(Seconds(1), "a", "b"));
        In(1, 1, "a");
        Assert.Equal([1, "a"], ExpectMsgAllOfMatchingPredicates(
            PredicateInfo.Create<string>(text => text == "a"), PredicateInfo.Create<int>(number => number > 0)));
        In(1, 1, "a");
        Assert.Equal([1, "a"], ExpectMsgAllOfMatchingPredicates(
            Seconds(2), PredicateInfo.Create<string>(text => text == "a"), PredicateInfo.Create<int>(_ => true)));
        Assert.Equal(5, Time);
    }

    [SimulationFact]
    public async Task ExpectMsgAllOfAsync_AllCome_EndsWithTheLast()
    {
        In(1, "b");
        In(2, "a");
        List<string> seen = [];
        await foreach (string text in ExpectMsgAllOfAsync(["a", "b"]))
        {
            seen.Add($"{text} {Time}");
        }

        Assert.Equal(["b 1", "a 2"], seen);
        In(1, 1, "a");
        await foreach (object message in ExpectMsgAllOfMatchingPredicatesAsync(
            Seconds(2), [PredicateInfo.Create<string>(_ => true), PredicateInfo.Create<int>(_ => true)]))
        {
            Assert.Equal(3, Time);
            Assert.NotNull(message);
        }
    }

    [SimulationFact]
    public void ExpectMsgAllOf_OneIsMissing_Fails()
    {
        In(1, "a", "x");
        Assert.Equal(
            "not found [b] found unexpected [x]", FailsAt(1, () => ExpectMsgAllOf("a", "b")));
        In(1, "a");
        Assert.Equal(
            "Timeout (00:00:02) while expecting 2 messages. Only got 1 after 00:00:02.",
            FailsAt(3, () => ExpectMsgAllOf(Seconds(2), "a", "b")));
        In(1, "a", 3);
        FailsAt(4, () => ExpectMsgAllOfMatchingPredicates(
            PredicateInfo.Create<string>(text => text == "a"), PredicateInfo.Create<string>(_ => true)));
    }

    [SimulationFact]
    public void ExpectMsgAnyOf_OneOrNone_EndsOrFails()
    {
        In(1, "b", "x");
        Assert.Equal("b", ExpectMsgAnyOf(["a", "b"]));
        Assert.Equal("ExpectMsgAnyOf found unexpected x", FailsAt(1, () => ExpectMsgAnyOf(["a", "b"])));
        FailsAt(4, () => ExpectMsgAnyOf(["a", "b"]));
        FailsAt(7, () => ExpectMsgAnyOfAsync(["a", "b"]).AsTask());
    }

    [SimulationFact]
    public async Task ExpectNoMsg_SilenceOrNot_EndsOrFails()
    {
        ExpectNoMsg();
        Assert.Equal(3, Time);
        ExpectNoMsg(Seconds(1));
        ExpectNoMsg(500);
        await ExpectNoMsgAsync();
        await ExpectNoMsgAsync(Seconds(1));
        await ExpectNoMsgAsync(500);
        Assert.Equal(9, Time);
        In(0.25, "a");
        Assert.Equal(
            "Failed: Expected no messages during 00:00:01, instead we received <a> from "
            + "[akka://simulation/deadLetters] after 00:00:00.2500000",
            FailsAt(9.25, () => ExpectNoMsg(Seconds(1))));
        In(0.25, "a");
        FailsAt(9.5, () => ExpectNoMsgAsync(500).AsTask());
    }

    [SimulationFact]
    public void ExpectMsg_FactorOfTimeOuts_Multiplies()
    {
        FailsAt(3, () => ExpectMsg<int>());
        using FactorKit slow = new();
        Assert.Throws<SimulationAssertionException>(() => slow.ExpectMsg<int>(Seconds(1)));
        Assert.Equal(Seconds(2.5), slow.Simulation.Elapsed);
        slow.ExpectNoMsg(Seconds(1));
        Assert.Equal(Seconds(5), slow.Simulation.Elapsed);
        Assert.Equal(Seconds(7.5), slow.RemainingOrDefault);
    }

    private sealed class FactorKit() : SimulationTestKit("akka.test.timefactor = 2.5");
}
