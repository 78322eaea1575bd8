using Akka.Actor;
using Akka.Configuration;
using Delight.Simulation.Supervision;

namespace Delight.Simulation.Tests.Supervision;

public sealed class BackoffStrategyTests : TwoNodes
{
    private readonly BackoffOptions _options = new()
    {
        PauseMin = Second, PauseMax = 3 * Second, RestartsMax = 3, Window = 20 * Second,
    };

    [Fact]
    public void Restart_AfterAFailure_WaitsLongerEachTimeAndKeepsTheMailbox()
    {
        IActorRef child = AddChild();
        foreach (object message in (object[])["a", "fail", "b", "fail", "c", "fail", "d"])
        {
            child.Tell(message);
        }

        Simulation.RunUntilIdle();

        Assert.Equal(
            [(0.0, (object)"life 1: a"), (1.0, "life 2: b"), (3.0, "life 3: c"), (6.0, "life 4: d")], Seen);
    }

    [Fact]
    public void Failure_MoreOftenThanTheWindowAllows_StopsTheChild()
    {
        IActorRef child = AddChild();

        Tell(child, "fail", "fail", "fail", "fail", "too late");

        Assert.Equal((4, "stopped"), (Lives, Done.Last()));
        Assert.Single(Simulation.DeadLetters);
    }

    [Fact]
    public void Window_ThatHasSlidOn_AllowsRestartsAgain()
    {
        IActorRef child = AddChild();
        for (int failure = 0; failure < 6; failure++)
        {
            Tell(child, "fail");
            Simulation.RunFor(15 * Second);
        }

        Tell(child, "alive");

        Assert.Equal("life 7: alive", Done.Last());
    }

    [Fact]
    public void Decide_Stop_IsHeeded()
    {
        IActorRef child = AddChild(_options with { Decide = _ => Directive.Stop });

        Tell(child, "fail");

        Assert.Equal((1, "stopped"), (Lives, Assert.Single(Done)));
    }

    [Fact]
    public void Constructor_ThatThrows_StopsTheChildByDefault()
    {
        int attempts = 0;
        Action attempt = () => attempts++;
        Simulation.AddNode("far", Scripted.Props(
            (_, _) => { },
            actor => actor.Here.ActorOf(Props.Create(() => new Broken(attempt))),
            strategy: new BackoffStrategy(_options)));

        Simulation.RunUntilIdle();

        Assert.Equal(1, attempts);
    }

    [Fact]
    public async Task Restart_OnALiveSystem_TakesRealTime()
    {
        using ActorSystem system = ActorSystem.Create(
            "live", ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF }"));
        TaskCompletionSource<TimeSpan> restarted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        long failed = 0;
        IActorRef? child = null;
        Props props = Scripted.Props(
            (message, _) =>
            {
                failed = TimeProvider.System.GetTimestamp();
                throw new InvalidOperationException($"{message}");
            },
            actor =>
            {
                if (Lives++ > 0)
                {
                    restarted.SetResult(TimeProvider.System.GetElapsedTime(failed));
                }
            });
        TaskCompletionSource<IActorRef> made = new();
        system.ActorOf(Scripted.Props(
            (_, _) => { },
            actor => made.SetResult(child = actor.Here.ActorOf(props)),
            strategy: new BackoffStrategy(new() { PauseMin = TimeSpan.FromMilliseconds(100) })));

        (await made.Task).Tell("fail");

        Assert.True(await restarted.Task >= TimeSpan.FromMilliseconds(100), "it restarted at once");
        await system.Terminate();
    }

    [Fact]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BackoffStrategy(_options with { RestartsMax = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BackoffStrategy(_options with { PauseMax = Second / 2 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BackoffStrategy(_options with { Window = TimeSpan.Zero }));
    }

    private IActorRef AddChild(BackoffOptions? options = null)
    {
        IActorRef? child = null;
        Props props = Scripted.Props(
            (message, _) => See(
                message is "fail" ? throw new InvalidOperationException("as told") : $"life {Lives}: {message}"),
            _ => Lives++);
        Simulation.AddNode("far", Scripted.Props(
            (message, _) => See(message is Terminated ? "stopped" : message),
            actor => child = actor.Here.Watch(actor.Here.ActorOf(props, "child")),
            strategy: new BackoffStrategy(options ?? _options)));
        Simulation.RunUntilIdle();
        return child!;
    }

    private sealed class Broken : ReceiveActor
    {
        public Broken(Action attempt)
        {
            attempt();
            throw new NotSupportedException("it cannot be built");
        }
    }
}
