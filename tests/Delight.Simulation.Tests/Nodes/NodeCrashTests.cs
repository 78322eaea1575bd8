using Akka.Actor;
using Delight.Simulation.Dispatch;
using Delight.Simulation.Observing;
using Delight.Simulation.Supervision;

namespace Delight.Simulation.Tests.Nodes;

public sealed class NodeCrashTests : TwoNodes
{
    [Fact]
    public void Restart_AfterACrash_HasAFreshInstanceUnderTheSamePath()
    {
        IActorRef first = AddWorker();
        Tell(first, "a");

        Simulation.Crash("far");
        Simulation.Restart("far");
        Simulation.System.ActorSelection("/user/far").Tell("b");
        Simulation.RunUntilIdle();

        Assert.Equal(["life 1: a", "life 2: b"], Done);
        Assert.Equal((1L, 1L), (Simulation.Counters.Crashes, Simulation.Counters.Restarts));
    }

    [Fact]
    public void Crash_ActorWithPostStopAndDispose_RunsNeither()
    {
        IActorRef worker = AddWorker();
        Tell(worker, "a");

        Simulation.Crash("far");
        Simulation.RunUntilIdle();

        Assert.DoesNotContain("stopped", Done);
    }

    [Fact]
    public void Crash_MailboxAndStash_AreCountedAndGone()
    {
        IActorRef worker = Simulation.AddNode("far", Scripted.Props((message, actor) =>
        {
            See(message);
            actor.Stash.Stash();
        }));
        Tell(worker, "stashed", "stashed too");
        worker.Tell("waits");

        Simulation.Crash("far");
        Simulation.Restart("far");
        Simulation.RunUntilIdle();

        Assert.Equal(["stashed", "stashed too"], Done);
        Assert.Equal(3, Simulation.Counters.Dropped(DropReason.NodeCrash));
    }

    [Fact]
    public void Crash_Timers_NeverFire()
    {
        IActorRef worker = Simulation.AddNode("far", Scripted.Props(
            (message, _) => See(message),
            actor => actor.Timers.StartPeriodicTimer("t", "tick", Second)));
        Simulation.RunFor(2.5 * Second);

        Simulation.Crash("far");
        Simulation.RunUntilIdle();

        Assert.Equal(["tick", "tick"], Done);
        Assert.Equal(2.5, Simulation.Elapsed.TotalSeconds);
        _ = worker;
    }

    [Fact]
    public void Crash_UnfinishedWork_LosesWhatItWouldHaveSent()
    {
        IActorRef sink = Simulation.AddNode("near", Scripted.Props((message, _) => See(message)));
        IActorRef worker = Simulation.AddNode("far", Scripted.Props((message, actor) =>
        {
            sink.Tell($"{message} begun");
            actor.Here.Work(Second);
            sink.Tell($"{message} done");
        }));
        worker.Tell("a");
        worker.Tell("b");
        Simulation.RunFor(1.5 * Second);

        Simulation.Crash("far");
        Simulation.RunUntilIdle();

        Assert.Equal([(0.0, (object)"a begun"), (1.0, "a done"), (1.0, "b begun")], Seen);
        Assert.Equal(1, Simulation.Counters.Dropped(DropReason.NodeCrash));
    }

    [Fact]
    public void Crash_MessagesToTheNodeMeanwhile_AreCountedAsNodeDown()
    {
        IActorRef worker = AddWorker();
        Tell(worker, "a");
        Simulation.Crash("far");

        Tell(worker, "b");
        Simulation.System.ActorSelection("/user/far").Tell("c");
        Simulation.RunUntilIdle();

        Assert.Equal(["life 1: a"], Done);
        Assert.Equal((2L, 0L), (Simulation.Counters.Dropped(DropReason.NodeDown), Simulation.Counters.DeadLetters));
    }

    [Fact]
    public void Restart_ReferenceOfTheOldLife_LeadsToNobody()
    {
        IActorRef worker = AddWorker();
        Simulation.Crash("far");
        Simulation.Restart("far");

        Tell(worker, "b");

        Assert.Empty(Seen);
        UndeliveredMessage letter = Assert.Single(Simulation.DeadLetters);
        Assert.Equal("String from /deadLetters reached nobody at /user/far", letter.ToString());
    }

    [Fact]
    public void Crash_ChildrenAndFurtherTopLevelActors_GoWithTheNode()
    {
        int starts = 0;
        Props helper = Scripted.Props((_, _) => { }, _ => starts++);
        IActorRef? beside = null;
        Simulation.AddNode("far", Scripted.Props((_, _) => { }, actor =>
        {
            actor.Here.ActorOf(helper, "child");
            beside = actor.Here.System.ActorOf(helper, "beside");
        }));
        Simulation.RunUntilIdle();

        Simulation.Crash("far");
        Simulation.RunUntilIdle();
        Assert.Throws<ActorNotFoundException>(() => Resolve("/user/far/child"));
        Assert.Throws<ActorNotFoundException>(() => Resolve("/user/beside"));
        Simulation.Restart("far");
        Simulation.RunUntilIdle();

        Assert.Equal(4, starts);
        Assert.Equal(beside, Resolve("/user/beside"));
    }

    [Fact]
    public void Crash_InThePauseBeforeARestart_StartsAFreshInstanceWithTheNode()
    {
        Props child = Scripted.Props(
            (message, _) => See(message is "fail" ? throw new InvalidOperationException("as told") : $"life "
                + $"{Lives}: {message}"),
            _ => Lives++);
        Simulation.AddNode("far", Scripted.Props(
            (_, _) => { }, actor => actor.Here.ActorOf(child, "child"),
            strategy: new BackoffStrategy(new() { PauseMin = TimeSpan.FromHours(1),
                PauseMax = TimeSpan.FromHours(1) })));
        Simulation.RunUntilIdle();
        Child().Tell("fail");
        Simulation.RunFor(Second);
        Child().Tell("waits for the pause");
        Simulation.RunFor(Second);

        Simulation.Crash("far");
        Simulation.Restart("far");
        Simulation.RunFor(Second);
        Child().Tell("comes at once");
        Simulation.RunUntilIdle();

        Assert.Equal(["life 2: comes at once"], Done);
        Assert.Equal(3, Simulation.Elapsed.TotalSeconds);

        ActorSelection Child() => Simulation.System.ActorSelection("/user/far/child");
    }

    [Fact]
    public void Crash_BeforeTheFirstTurn_RunsNoConstructor()
    {
        AddWorker();

        Simulation.Crash("far");
        Simulation.RunUntilIdle();

        Assert.Equal((0, 0), (Lives, Seen.Count));
        Simulation.Restart("far");
        Simulation.RunUntilIdle();
        Assert.Equal(1, Lives);
    }

    [Fact]
    public void Crash_AnActorThatHasJustFailed_AsksNoSupervision()
    {
        Props child = Scripted.Props((message, _) => throw new InvalidOperationException($"{message}"));
        Simulation.AddNode("far", Scripted.Props(
            (_, _) => { }, actor => actor.Here.ActorOf(child, "child"),
            strategy: new OneForOneStrategy(_ =>
            {
                See("supervised");
                return Directive.Restart;
            })));
        Simulation.RunUntilIdle();
        IActorRef failing = Resolve("/user/far/child");
        failing.Tell("fail");
        Assert.True(Simulation.RunUntil(
            () => AkkaInternals.IsFailed((ActorCell)((ActorRefWithCell)failing).Underlying), Second));

        Simulation.Crash("far");
        Simulation.RunUntilIdle();

        Assert.Empty(Seen);
    }

    [Fact]
    public void Crash_TwiceInOneInstant_StartsOneFreshInstanceEach()
    {
        AddWorker();
        Simulation.RunUntilIdle();
        for (int crash = 0; crash < 2; crash++)
        {
            Simulation.Crash("far");
            Simulation.Restart("far");
        }

        Simulation.System.ActorSelection("/user/far").Tell("after");
        Simulation.RunUntilIdle();

        Assert.Equal(["life 2: after"], Done);
    }

    private IActorRef Resolve(string path)
    {
        Task<IActorRef> found = Simulation.System.ActorSelection(path).ResolveOne(Second);
        Simulation.RunUntilIdle();
        return found.GetAwaiter().GetResult();
    }
}
