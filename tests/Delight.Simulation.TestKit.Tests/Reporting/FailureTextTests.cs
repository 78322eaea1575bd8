using Akka.Actor;
using Delight.Simulation.Observing;
using Delight.Simulation.TestKit.Reporting;
using Delight.Simulation.TestKit.Tests.Running;

namespace Delight.Simulation.TestKit.Tests.Reporting;

// The classes below are run by these tests, so xunit must not see them.
#pragma warning disable xUnit1000

/// <summary>A failed test tells what happened before it.</summary>
[Collection(Running.Environment.Name)]
public sealed class FailureTextTests
{
    [Fact]
    public async Task Failure_OfAnExpectation_TellsCrashesFailuresAndRestartsInOrder()
    {
        string[] lines = (await CaseRun.Of<Server>(nameof(Server.Fails_AtAnExpectation))).Message.Split('\n');
        AssertStory(lines, "seed 1 fails: Failed: Timeout 00:00:02 while waiting for a message of type System.String ");
        Assert.Equal("At 00:00:05 of virtual time.", lines[^2]);
    }

    [Fact]
    public async Task Failure_OfAnotherAssertion_TellsTheSame()
    {
        string[] lines = (await CaseRun.Of<Server>(nameof(Server.Fails_AtAnEquality))).Message.Split('\n');
        AssertStory(lines, "seed 1 fails: Assert.Equal() Failure: Values differ");
        Assert.Equal("At 00:00:03 of virtual time.", lines[^2]);
    }

    [Fact]
    public async Task Failure_OfTheRun_TellsTheSame()
    {
        CaseRun run = await CaseRun.Of<Server>(nameof(Server.Fails_WithTheRun));
        Assert.StartsWith(
            "seed 1 fails: Delight.Simulation.Failures.SimulationException: actor /user/rash failed and nobody",
            run.Failed.Messages[0], StringComparison.Ordinal);
        Assert.Contains("node server crashed", run.Failed.Messages[0], StringComparison.Ordinal);
        Assert.Equal("rash", run.Failed.Messages[1]);
        Assert.Contains("FailureTextTests.cs:line", run.Failed.StackTraces[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Failure_OfAKitWithoutARunner_SaysSeedTimeAndReplay()
    {
        using Server kit = new();
        SimulationAssertionException failure =
            Assert.Throws<SimulationAssertionException>(kit.Fails_AtAnExpectation);
        string[] lines = failure.Message.Split('\n');
        AssertStory(lines, "Failed: Timeout 00:00:02 while waiting for a message of type System.String ");
        Assert.Equal(
            $"At 00:00:05 of virtual time, seed {kit.Seed}. Run it again: DELIGHT_SIMULATION_SEED={kit.Seed} and the "
            + "same command", lines[^1]);
        Assert.Contains(nameof(Server.Fails_AtAnExpectation), failure.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public void Failure_WithoutEventsBefore_HasNoStory()
    {
        using Server kit = new();
        SimulationAssertionException failure =
            Assert.Throws<SimulationAssertionException>(() => kit.ExpectMsg<string>());
        Assert.Equal(2, failure.Message.Split('\n').Length);
    }

    [Fact]
    public void Failure_AfterManyEvents_TellsTheLatest()
    {
        using Server kit = new();
        kit.AddNode("server", Props.Create<Echo>());
        for (int crash = 1; crash <= 30; crash++)
        {
            kit.RunFor(TimeSpan.FromSeconds(1));
            kit.Crash("server");
            kit.Restart("server");
        }

        string text = Assert.Throws<SimulationAssertionException>(() => kit.ExpectMsg<string>()).Message;
        Assert.Contains("without the first 40 events", text, StringComparison.Ordinal);
        Assert.DoesNotContain("00:00:20 node", text, StringComparison.Ordinal);
        Assert.Contains("00:00:21 node server crashed", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Observer_OfTheTest_HearsEverythingToo()
    {
        Notes notes = new();
        using Observed kit = new(notes);
        IActorRef server = kit.AddNode("server", Props.Create<Parent>());
        server.Tell("a");
        server.Tell(1);
        kit.ExpectMsg(1);
        kit.Crash("server");
        kit.Restart("server");
        kit.RunUntilIdle();
        kit.Crash(kit.Simulation.FindActor("/user/server")!);
        kit.RunUntilIdle();
        Assert.Equal(["crashed server", "restarted server", "failed /user/server"], notes.Lines);
        Assert.Equal(1, notes.Delivered);
    }

    private static void AssertStory(string[] lines, string first)
    {
        Assert.Equal(first, lines[0]);
        int begin = Array.IndexOf(lines, "Before it, in virtual time:");
        string[] events = [.. lines[begin..].Where(line => line.StartsWith("  00:", StringComparison.Ordinal))];
        Assert.Equal(
            [
                "  00:00:01 node server crashed", "  00:00:02 node server restarted",
                "  00:00:02.5000000 actor /user/server/child failed: System.InvalidOperationException: cannot do that",
                "  00:00:02.5000000 actor /user/server/child restarted",
            ],
            events);
        Assert.Contains(
            lines, line => line.StartsWith("       at ", StringComparison.Ordinal)
                && line.Contains("Actors.cs:line", StringComparison.Ordinal));
    }

    private sealed class Server : SimulationTestKit
    {
        [SimulationFact]
        public void Fails_AtAnExpectation()
        {
            Story();
            ExpectMsg<string>(TimeSpan.FromSeconds(2));
        }

        [SimulationFact]
        public void Fails_AtAnEquality()
        {
            Story();
            Assert.Equal(TimeSpan.Zero, Simulation.Elapsed);
        }

        [SimulationFact]
        public void Fails_WithTheRun()
        {
            Story();
            ActorOf<Rash>("rash").Tell("a");
            RunUntilIdle();
        }

        private void Story()
        {
            AddNode("server", Props.Create<Parent>());
            RunFor(TimeSpan.FromSeconds(1));
            Crash("server");
            RunFor(TimeSpan.FromSeconds(1));
            Restart("server");
            RunFor(TimeSpan.FromSeconds(0.5));
            Simulation.FindActor("/user/server")!.Tell("that");
            RunFor(TimeSpan.FromSeconds(0.5));
        }
    }

    private sealed class Rash : ReceiveActor
    {
        public Rash() => ReceiveAny(_ => throw new InvalidOperationException("rash"));
    }

    private sealed class Observed(ISimulationObserver observer)
        : SimulationTestKit(new SimulationOptions { Observer = observer });

    private sealed class Notes : ISimulationObserver
    {
        public List<string> Lines { get; } = [];

        public int Delivered { get; private set; }

        public void Crashed(TimeSpan time, string node) => Lines.Add($"crashed {node}");

        public void Restarted(TimeSpan time, string node) => Lines.Add($"restarted {node}");

        public void Failed(TimeSpan time, IActorRef actor, Exception cause, Directive decision) =>
            Lines.Add($"failed {actor.Path.ToStringWithoutAddress()}");

        void ISimulationObserver.Delivered(TimeSpan time, IActorRef receiver, object message, IActorRef sender) =>
            Delivered += message is int && receiver.Path.Name == "testActor" ? 1 : 0;
    }
}
