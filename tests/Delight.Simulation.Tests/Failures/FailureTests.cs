using Akka.Actor;
using Delight.Simulation.Failures;

namespace Delight.Simulation.Tests.Failures;

public sealed class FailureTests
{
    [Fact]
    public void TopLevelActorThatThrows_FailsTheRunAndSaysWhichWhenAndHowToRepeatIt()
    {
        using Simulation simulation = Simulation.Create(11);
        IActorRef actor = simulation.AddNode("shop", Failing("no stock\nat all"));
        simulation.RunFor(TimeSpan.FromSeconds(2));
        actor.Tell("sell");

        SimulationException failure = Assert.Throws<SimulationException>(simulation.RunUntilIdle);

        Assert.Equal(
            "actor /user/shop failed and nobody of the application supervises it: InvalidOperationException: no "
            + "stock. Give it a parent with a strategy, or set SimulationOptions.GuardianDecides. At 00:00:02 of "
            + "virtual time, seed 11. Run it again: Simulation.Create(seed: 11).", failure.Message);
        Assert.Equal(
            (FailureKind.Unsupervised, 11UL, TimeSpan.FromSeconds(2)), (failure.Kind, failure.Seed, failure.Time));
        Assert.IsType<InvalidOperationException>(failure.InnerException);
    }

    [Fact]
    public void TopLevelActorThatThrows_WhereTheGuardianDecides_IsRestarted()
    {
        int lives = 0;
        using Simulation simulation = Simulation.Create(1, new() { GuardianDecides = true });
        IActorRef actor = simulation.AddNode("shop", Scripted.Props(
            (_, _) => throw new InvalidOperationException("no stock"), _ => lives++));
        actor.Tell("sell");

        simulation.RunUntilIdle();

        Assert.Equal((2, 1L), (lives, simulation.Counters.Failures));
    }

    [Fact]
    public void CrashByTheSimulation_OfATopLevelActor_IsLeftToTheGuardianWhateverItsCause()
    {
        int lives = 0;
        using Simulation simulation = Simulation.Create(1);
        IActorRef actor = simulation.AddNode("shop", Scripted.Props((_, _) => { }, _ => lives++));
        simulation.RunUntilIdle();

        simulation.Crash(actor, new IOException("disk full"));
        simulation.RunUntilIdle();

        Assert.Equal(2, lives);
    }

    [Fact]
    public void ConstructorThatThrows_FailsTheRunWithItsOwnException()
    {
        using Simulation simulation = Simulation.Create(1);
        simulation.AddNode("shop", Props.Create(() => new Broken()));

        SimulationException failure = Assert.Throws<SimulationException>(simulation.RunUntilIdle);

        Assert.Contains("NotSupportedException: it cannot be built", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TimerActionThatThrows_FailsTheRun()
    {
        using Simulation simulation = Simulation.Create(1);
        simulation.System.Scheduler.Advanced.ScheduleOnce(
            TimeSpan.FromSeconds(1), () => throw new InvalidOperationException("late"));

        SimulationException failure = Assert.Throws<SimulationException>(simulation.RunUntilIdle);

        Assert.StartsWith("a timer threw InvalidOperationException: late. At 00:00:01", failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void DeadLetter_WhereItFailsTheRun_SaysWhatFromWhomToWhom()
    {
        using Simulation simulation = Simulation.Create(1, new() { FailsOnDeadLetters = true });
        Props lost = Scripted.Props((_, actor) => actor.Here.ActorSelection("/user/nobody").Tell("hello"));
        simulation.AddNode("lost", lost).Tell("go");

        SimulationException failure = Assert.Throws<SimulationException>(simulation.RunUntilIdle);

        Assert.StartsWith("String from /user/lost reached nobody at /user/nobody.", failure.Message,
            StringComparison.Ordinal);
        Assert.Equal(FailureKind.DeadLetter, failure.Kind);
    }

    [Fact]
    public void RunThatNeverBecomesIdle_SaysWhatKeepsItGoing()
    {
        using Simulation simulation = Simulation.Create(1, new() { EventsMax = 1000 });
        simulation.AddNode("loop", Scripted.Props((message, actor) => actor.Me.Tell(message))).Tell("again");

        SimulationException failure = Assert.Throws<SimulationException>(simulation.RunUntilIdle);

        Assert.Equal(FailureKind.NeverIdle, failure.Kind);
        Assert.StartsWith(
            "the run did not become idle within 1000 events; 1 are still to happen, and the first actor with "
            + "messages is /user/loop.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Simulation_AfterAFailure_GoesOn()
    {
        using Simulation simulation = Simulation.Create(1);
        IActorRef actor = simulation.AddNode("shop", Failing("once"));
        actor.Tell("sell");
        Assert.Throws<SimulationException>(simulation.RunUntilIdle);
        int handled = 0;
        simulation.AddNode("other", Scripted.Props((_, _) => handled++)).Tell("a");

        simulation.RunUntilIdle();

        Assert.Equal(1, handled);
    }

    private static Props Failing(string message) =>
        Scripted.Props((_, _) => throw new InvalidOperationException(message));

    private sealed class Broken : ReceiveActor
    {
        public Broken() => throw new NotSupportedException("it cannot be built");
    }
}
