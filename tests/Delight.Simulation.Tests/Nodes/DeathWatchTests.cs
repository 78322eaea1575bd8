using Akka.Actor;
using Delight.Simulation.Network;

namespace Delight.Simulation.Tests.Nodes;

public sealed class DeathWatchTests : TwoNodes
{
    [Fact]
    public void Terminated_OfACrashedNode_ComesOnceAfterTheDetectionTime()
    {
        IActorRef worker = AddWorker(), watcher = AddWatcher();
        Simulation.Network.Link("far", "near").Cut();
        Tell(watcher, worker, worker);
        Simulation.RunFor(Second);

        Simulation.Crash("far");
        Simulation.RunUntilIdle();

        Assert.Equal([(2.0, (object)"far gone with its node")], Seen);
    }

    [Fact]
    public void Terminated_OfANodeThatIsBackEarlier_ComesBeforeAnythingOfTheFreshInstance()
    {
        IActorRef watcher = AddWatcher();
        IActorRef worker = Simulation.AddNode("far", Scripted.Props((_, _) => { }, _ => watcher.Tell("alive")));
        Tell(watcher, worker);

        Simulation.Crash("far");
        Simulation.RunFor(Second / 2);
        Simulation.Restart("far");
        Simulation.RunUntilIdle();

        Assert.Equal([(0.0, (object)"alive"), (0.5, "far gone with its node"), (0.5, "alive")], Seen);
    }

    [Fact]
    public void Terminated_OfACrashedNode_ComesAfterWhatWasUnderWay()
    {
        IActorRef watcher = AddWatcher();
        IActorRef worker = Simulation.AddNode("far", Scripted.Props((message, _) => watcher.Tell(message)));
        Simulation.Network.Link("far", "near").Latency = Latency.Uniform(3 * Second, 3 * Second);
        Tell(watcher, worker);
        worker.Tell("last words");
        Simulation.RunFor(Second / 10);

        Simulation.Crash("far");
        Simulation.RunUntilIdle();

        Assert.Equal([(3.0, (object)"last words"), (3.0, "far gone with its node")], Seen);
    }

    [Fact]
    public void Terminated_OverASlowConstantLink_ComesAfterWhatWasUnderWay()
    {
        IActorRef watcher = AddWatcher();
        IActorRef worker = Simulation.AddNode("far", Scripted.Props((message, _) => watcher.Tell(message)));
        Simulation.Network.Link("far", "near").Latency = Latency.Constant(5 * Second);
        Tell(watcher, worker);
        worker.Tell("last words");
        Simulation.RunFor(Second / 10);

        Simulation.Crash("far");
        Simulation.RunUntilIdle();

        Assert.Equal(["last words", "far gone with its node"], Done);
    }

    [Fact]
    public void Terminated_OverANarrowLink_ComesAfterWhatWasUnderWay()
    {
        IActorRef watcher = AddWatcher();
        IActorRef worker = Simulation.AddNode("far", Scripted.Props((message, actor) =>
        {
            watcher.Tell(message);
            actor.Here.Stop(actor.Me);
        }));
        Simulation.Network.Link("far", "near").BytesPerSecond = 16;
        Tell(watcher, worker);

        Tell(worker, "last words");

        Assert.Equal([(4.0, (object)"last words"), (4.0, "far gone")], Seen);
    }

    [Fact]
    public void Terminated_OfAnActorThatStops_TakesTheLatencyOfTheLink()
    {
        IActorRef worker = AddWorker(), watcher = AddWatcher();
        Simulation.Network.Link("far", "near").Latency = Latency.Constant(Second / 4);
        Tell(watcher, worker);

        Tell(worker, PoisonPill.Instance);

        Assert.Equal([(0.0, (object)"stopped"), (0.25, "far gone")], Seen);
    }

    [Fact]
    public void Terminated_AcrossACut_TakesTheDetectionTime()
    {
        IActorRef worker = AddWorker(), watcher = AddWatcher();
        Tell(watcher, worker);
        Simulation.Network.Link("far", "near").Cut();

        Tell(worker, PoisonPill.Instance);

        Assert.Equal([(0.0, (object)"stopped"), (1.0, "far gone")], Seen);
    }

    [Fact]
    public void Unwatch_BeforeTheNewsArrives_IsHeeded()
    {
        IActorRef worker = AddWorker(), watcher = AddWatcher();
        Tell(watcher, worker);
        Simulation.Crash("far");

        Tell(watcher, new Unwatched(worker));

        Assert.Empty(Seen);
    }

    [Fact]
    public void Unwatch_TakesAQueuedTerminatedBack()
    {
        IActorRef worker = AddWorker();
        IActorRef watcher = Simulation.AddNode("near", Scripted.Props((message, actor) =>
        {
            if (message is Terminated)
            {
                See("told");
            }
            else if (message is IActorRef subject)
            {
                actor.Here.Watch(subject);
            }
            else
            {
                actor.Here.Unwatch(worker);
            }
        }));
        Tell(watcher, worker);
        Simulation.Pause("near");
        Tell(worker, PoisonPill.Instance);
        watcher.Tell("unwatch");

        // The actor's turn handles the notification first, which queues Terminated behind the message.
        Simulation.Resume("near");
        Simulation.RunUntilIdle();

        Assert.Equal(["stopped"], Done);
    }

    [Fact]
    public void Watch_OfAnActorOfADeadNode_IsToldOnce()
    {
        IActorRef worker = AddWorker(), watcher = AddWatcher();
        Simulation.RunUntilIdle();
        Simulation.Crash("far");

        Tell(watcher, worker);

        Assert.Equal(["far gone"], Done);
    }

    [Fact]
    public void Watch_OfAWatcherWhoseNodeDied_IsVoid()
    {
        IActorRef worker = AddWorker(), watcher = AddWatcher();
        Tell(watcher, worker);

        Simulation.Crash("near");
        Simulation.Restart("near");
        Simulation.Crash("far");
        Simulation.RunUntilIdle();

        Assert.Empty(Seen);
    }

    [Fact]
    public void Watch_OfAChildOfADeadNode_IsTold()
    {
        IActorRef? child = null;
        IActorRef watcher = AddWatcher();
        Simulation.AddNode("far", Scripted.Props(
            (_, _) => { }, actor => child = actor.Here.ActorOf(Scripted.Props((_, _) => { }), "child")));
        Simulation.RunUntilIdle();
        Tell(watcher, child!);

        Simulation.Crash("far");
        Simulation.RunUntilIdle();

        Assert.Equal(["child gone with its node"], Done);
    }

    [Fact]
    public void Terminated_ThatNobodyHandles_StopsTheWatcher()
    {
        IActorRef worker = AddWorker();
        IActorRef watcher = Simulation.AddNode("near", Props.Create(() => new Careless(worker)));
        IActorRef second = AddWatcher("second");
        Simulation.RunUntilIdle();
        Tell(second, watcher);

        Tell(worker, PoisonPill.Instance);

        Assert.Contains("near gone", Done);
    }

    private sealed class Careless : ReceiveActor
    {
        public Careless(IActorRef worker) => Context.Watch(worker);
    }
}
