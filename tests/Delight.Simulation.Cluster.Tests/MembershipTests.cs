using Akka.Actor;
using Akka.Cluster;
using static Delight.Simulation.Cluster.Tests.TestCluster;

namespace Delight.Simulation.Cluster.Tests;

public sealed class MembershipTests
{
    [Fact]
    public void Cut_OfFiveSeconds_MakesUnreachableAndHeals()
    {
        using ClusterSimulation simulation = Up();

        simulation.Network.Cut(["a", "b"], ["c"]);
        simulation.RunFor(8);
        string during = $"{simulation.UpOn("a")} {simulation.UpOn("c")}";
        simulation.Network.Heal();
        simulation.RunFor(12);

        Assert.Equal("ab c", during);
        Assert.Equal("abc abc", $"{simulation.UpOn("a")} {simulation.UpOn("c")}");
    }

    [Fact]
    public void Cut_OfFortySeconds_TheResolverEndsTheMinorityByVirtualTime()
    {
        using ClusterSimulation simulation = Up();
        TimeSpan from = simulation.Elapsed;

        simulation.Network.Cut(["a", "b"], ["c"]);
        bool hasEnded = simulation.RunUntil(() => simulation["c"].HasEnded, Seconds(60));

        // Unreachable after about 5 s, stable for 20 s, then the next tick and the phases of the shutdown.
        Assert.True(hasEnded);
        Assert.InRange((simulation.Elapsed - from).TotalSeconds, 23, 32);
        simulation.RunFor(5);
        Assert.Equal("ab", simulation.UpOn("a"));
        Assert.Throws<InvalidOperationException>(() => simulation["c"].System);
    }

    [Fact]
    public void Restart_AtTheSameAddress_IsAnotherIncarnationThatJoins()
    {
        using ClusterSimulation simulation = Up();
        int first = Akka.Cluster.Cluster.Get(simulation["b"].System).SelfUniqueAddress.Uid;

        simulation.Crash("b");
        simulation.RunFor(2);
        simulation.Restart("b");
        bool isUp = simulation.RunUntil(
            () => simulation.UpOn("b") == "abc" && simulation.UpOn("c") == "abc", Seconds(40));

        Assert.True(isUp, simulation.UpOn("b"));
        UniqueAddress second = Akka.Cluster.Cluster.Get(simulation["b"].System).SelfUniqueAddress;
        Assert.Equal("b", second.Address.Host);
        Assert.NotEqual(first, second.Uid);
    }

    [Fact]
    public void RestartAt_AnotherAddress_JoinsThere()
    {
        using ClusterSimulation simulation = Up();

        simulation.Crash("c");
        simulation.RestartAt("c", "elsewhere", 4000);
        simulation.RunFor(60);

        Assert.Equal("abelsewhere", simulation.UpOn("a"));
        Assert.Equal("akka.tcp://simulation@elsewhere:4000", simulation["c"].Address.ToString());
    }

    [Fact]
    public void ShutDown_LeavesTheClusterWithoutBeingUnreachable()
    {
        using ClusterSimulation simulation = Up();
        List<object> events = [];
        IActorRef listener = simulation["a"].System.ActorOf(Scripted((_, message) => events.Add(message)));
        Akka.Cluster.Cluster.Get(simulation["a"].System).Subscribe(
            listener, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
            typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));

        simulation.ShutDown("c");
        bool hasEnded = simulation.RunUntil(() => simulation["c"].HasEnded, Seconds(15));
        simulation.RunFor(5);

        Assert.True(hasEnded);
        Assert.Equal("ab", simulation.UpOn("a"));
        Assert.Contains(events, message => message is ClusterEvent.MemberExited { Member.Address.Host: "c" });
        Assert.DoesNotContain(events, message => message is ClusterEvent.UnreachableMember);
    }

    [Fact]
    public void ShutDown_TasksOfTheApplication_RunPhaseByPhaseInVirtualTime()
    {
        using ClusterSimulation simulation = Up();
        List<string> told = [];
        CoordinatedShutdown shutdown = CoordinatedShutdown.Get(simulation["c"].System);
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "wait", async () =>
        {
            TimeSpan from = simulation.Elapsed;
            await Task.Delay(Seconds(3), simulation.TimeProvider);
            told.Add($"waited {(simulation.Elapsed - from).TotalSeconds}");
            return Akka.Done.Instance;
        });
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "stuck", () =>
        {
            told.Add("stuck");
            return new TaskCompletionSource<Akka.Done>().Task;
        });
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeClusterShutdown, "late", () =>
        {
            told.Add("late");
            return Task.FromResult(Akka.Done.Instance);
        });
        TimeSpan begin = simulation.Elapsed;

        simulation.ShutDown("c");
        Assert.True(simulation.RunUntil(() => simulation["c"].IsDown, Seconds(60)));

        Assert.Equal(["waited 3", "stuck", "late"], told);
        Assert.InRange((simulation.Elapsed - begin).TotalSeconds, 8, 25); // 3 s, and 5 s until the phase gives up
    }

    [Fact]
    public void Terminate_ByAnActor_EndsTheNode()
    {
        using ClusterSimulation simulation = Up();
        bool hasStopped = false;
        Action stopped = () => hasStopped = true;
        IActorRef actor = simulation["c"].System.ActorOf(Props.Create(() => new Terminator(stopped)));

        actor.Tell("end");

        Assert.True(simulation.RunUntil(() => simulation["c"].HasEnded, Seconds(20)));
        Assert.True(hasStopped);
    }

    [Fact]
    public void Pause_OfANode_OthersTakeItForDeadUntilItResumes()
    {
        using ClusterSimulation simulation = Up();

        simulation.Pause("c");
        simulation.RunFor(8);
        string during = simulation.UpOn("a");
        simulation.Resume("c");
        simulation.RunFor(10);

        Assert.Equal("ab", during);
        Assert.Equal("abc", simulation.UpOn("a"));
    }

    [Fact]
    public void RestartsEndedAfter_ANodeThatWasDowned_ComesBack()
    {
        using ClusterSimulation simulation = Up();
        simulation.RestartsEndedAfter = Seconds(5);

        simulation.Network.Cut(["a", "b"], ["c"]);
        simulation.RunFor(45);
        simulation.Network.Heal();
        simulation.RunFor(40);

        Assert.Equal(2, simulation["c"].Lives);
        Assert.Equal("abc", simulation.UpOn("a"));
    }

    [Fact]
    public void Dispose_OfManySimulations_LetsTheirSystemsGo()
    {
        // Time-outs of Akka.NET's own questions keep a system for some seconds of real time.
        WeakReference[] systems = LiveAndDie();
        for (long end = Environment.TickCount64 + 60_000; IsAnyAlive(systems) && Environment.TickCount64 < end;)
        {
            LiveAndDie();
        }

        Assert.False(IsAnyAlive(systems));
    }

    private static bool IsAnyAlive(WeakReference[] systems)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return systems.Any(system => system.IsAlive);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference[] LiveAndDie()
    {
        using ClusterSimulation simulation = Up();
        return [.. simulation.Systems.Select(system => new WeakReference(system.System))];
    }

    private sealed class Terminator(Action stopped) : UntypedActor
    {
        protected override void OnReceive(object message) => _ = Context.System.Terminate();

        protected override void PostStop() => stopped();
    }
}
