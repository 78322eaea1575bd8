using Akka.Actor;
using Delight.Simulation.Supervision;

namespace Delight.Simulation.Tests.Nodes;

public sealed class PauseAndSlownessTests : TwoNodes
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pause_UntilItsEnd_LetsMessagesWaitInOrder(bool isOfTheNode)
    {
        IActorRef worker = AddWorker();
        Simulation.RunUntilIdle();
        Act(() => Simulation.Pause("far"), () => Simulation.Pause(worker));

        worker.Tell("a");
        worker.Tell("b");
        Simulation.RunFor(Second);
        Assert.Empty(Seen);
        Act(() => Simulation.Resume("far"), () => Simulation.Resume(worker));
        Simulation.RunUntilIdle();

        Assert.Equal([(1.0, (object)"life 1: a"), (1.0, "life 1: b")], Seen);

        void Act(Action ofTheNode, Action ofTheActor) => (isOfTheNode ? ofTheNode : ofTheActor)();
    }

    [Fact]
    public void Pause_ForTwoReasons_LastsUntilBothAreOver()
    {
        IActorRef worker = AddWorker();
        Simulation.RunUntilIdle();
        Simulation.Pause(worker);
        Simulation.Pause("far");
        Tell(worker, "waits");

        Simulation.Resume(worker);
        Simulation.RunFor(Second);
        Assert.Empty(Seen);
        Simulation.Pause(worker);
        Simulation.Resume("far");
        Simulation.RunFor(Second);
        Assert.Empty(Seen);
        Simulation.Resume(worker);
        Simulation.RunUntilIdle();

        Assert.Equal([(2.0, (object)"life 1: waits")], Seen);
    }

    [Fact]
    public void Pause_DuringWork_EndsItLaterByItsLength()
    {
        IActorRef worker = AddBusyWorker();
        worker.Tell("a");
        Simulation.RunFor(Second / 4);

        Simulation.Pause("far");
        Simulation.RunFor(Second);
        Simulation.Pause(worker);
        Simulation.RunFor(Second);
        Simulation.Resume("far");
        Simulation.RunFor(Second);
        Simulation.Resume(worker);
        Simulation.RunUntilIdle();

        Assert.Equal([(4.0, (object)"a done")], Seen);
    }

    [Fact]
    public void Pause_AtTheInstantWorkEnds_LosesNothing()
    {
        IActorRef worker = AddBusyWorker();
        worker.Tell("a");
        Simulation.At(Second, () => Simulation.Pause("far"));
        Simulation.At(2 * Second, () => Simulation.Resume("far"));

        Simulation.RunUntilIdle();

        Assert.Equal("a done", Assert.Single(Done));
    }

    [Fact]
    public void CrashOfAnActor_DuringWork_KeepsItsWatches()
    {
        IActorRef watched = Simulation.AddNode("near", Scripted.Props((_, _) => { }));
        IActorRef? child = null;
        Props props = Scripted.Props((message, actor) =>
        {
            if (message is Terminated)
            {
                See("told");
                return;
            }

            actor.Here.Work(Second);
            actor.Here.Watch(watched);
        });
        Simulation.AddNode("far", Scripted.Props((_, _) => { }, actor => child = actor.Here.ActorOf(props)));
        Simulation.RunUntilIdle();
        child!.Tell("watch");
        Simulation.RunFor(Second / 2);
        Simulation.Crash(child!);
        Tell(child!, "watch");

        Tell(watched, PoisonPill.Instance);

        Assert.Equal(["told"], Done);
    }

    [Fact]
    public void CrashOfAnActor_TwiceBeforeItsRestart_CountsOnce()
    {
        IActorRef? child = null;
        Simulation.AddNode("far", Scripted.Props(
            (_, _) => { },
            actor => child = actor.Here.ActorOf(Scripted.Props((message, _) => See(message), _ => Lives++)),
            strategy: new BackoffStrategy(new() { PauseMin = Second })));
        Simulation.RunUntilIdle();
        Simulation.Crash(child!);
        Simulation.Crash(child!);
        Simulation.RunFor(Second / 2);
        Simulation.Crash(child!);

        Tell(child!, "back");

        Assert.Equal(2, Lives);
        Assert.Equal([(1.0, (object)"back")], Seen);
    }

    [Fact]
    public void Pause_ATimerOfTheNode_FiresAtItsEnd()
    {
        Simulation.AddNode("far", Scripted.Props(
            (message, _) => See(message), actor => actor.Timers.StartPeriodicTimer("t", "tick", Second)));
        Simulation.RunFor(1.5 * Second);

        Simulation.Pause("far");
        Simulation.RunFor(2 * Second);
        Simulation.Resume("far");
        Simulation.RunFor(1.2 * Second);

        Assert.Equal([1.0, 3.5, 4.5], Seen.Select(seen => seen.Time));
    }

    [Fact]
    public void Pause_BeforeTheFirstTurn_HoldsTheStart()
    {
        AddWorker();
        Simulation.Pause("far");
        Simulation.RunFor(Second);
        Assert.Equal(0, Lives);

        Simulation.Resume("far");
        Simulation.RunUntilIdle();

        Assert.Equal(1, Lives);
    }

    [Fact]
    public void Crash_WhilePaused_EndsThePause()
    {
        AddWorker();
        Simulation.RunUntilIdle();
        Simulation.Pause("far");
        Simulation.Crash("far");
        Simulation.Restart("far");

        Simulation.System.ActorSelection("/user/far").Tell("goes on");
        Simulation.RunUntilIdle();

        Assert.Equal(["life 2: goes on"], Done);
    }

    [Fact]
    public void Slow_NodeAndActor_MultiplyWork()
    {
        IActorRef worker = AddBusyWorker();
        Simulation.Slow("far", 3);
        Simulation.Slow(worker, 4);

        Tell(worker, "a");

        Assert.Equal([(12.0, (object)"a done")], Seen);
    }

    [Fact]
    public void CrashOfAnActor_DuringWork_LosesTheWorkAndKeepsTheMailbox()
    {
        IActorRef worker = AddBusyWorker();
        worker.Tell("a");
        worker.Tell("b");
        Simulation.RunFor(Second / 4);

        Simulation.Crash(worker);
        Simulation.RunUntilIdle();

        Assert.Equal([(1.25, (object)"b done")], Seen);
    }

    [Fact]
    public void CrashOfAnActor_Idle_IsDecidedByItsParent()
    {
        List<string> causes = [];
        IActorRef? child = null;
        Simulation.AddNode("far", Scripted.Props(
            (_, _) => { },
            actor => child = actor.Here.ActorOf(Scripted.Props((message, _) => See(message), _ => Lives++), "child"),
            strategy: new OneForOneStrategy(cause =>
            {
                causes.Add(cause.Message);
                return Directive.Restart;
            })));
        Simulation.RunUntilIdle();

        Simulation.Crash(child!);
        Tell(child!, "kept");

        Assert.Equal((2, "kept"), (Lives, Assert.Single(Done)));
        Assert.Equal(["the simulation crashed this actor"], causes);
    }

    private IActorRef AddBusyWorker()
    {
        IActorRef sink = Simulation.AddNode("near", Scripted.Props((message, _) => See(message)));
        return Simulation.AddNode("far", Scripted.Props((message, actor) =>
        {
            actor.Here.Work(Second);
            sink.Tell($"{message} done");
        }));
    }
}
