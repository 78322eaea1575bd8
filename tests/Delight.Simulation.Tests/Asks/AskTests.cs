using Akka.Actor;
using Delight.Simulation.Failures;
using Delight.Simulation.Network;

namespace Delight.Simulation.Tests.Asks;

public sealed class AskTests : IDisposable
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private readonly Simulation _simulation = Simulation.Create(seed: 3);
    private readonly List<(TimeSpan Time, object What)> _seen = [];

    public void Dispose() => _simulation.Dispose();

    [Fact]
    public void PipeTo_AfterAnAsk_ArrivesAfterBothWaysOfTheLink()
    {
        _simulation.AddNode("echo", Scripted.Props((message, actor) => actor.From.Tell($"re {message}")));
        _simulation.AddNode("asker", Scripted.Props((message, actor) =>
        {
            if (message is "go")
            {
                _ = Echo().Ask<string>("question").PipeTo(actor.Me);
            }
            else
            {
                See(message);
            }
        })).Tell("go");
        SetLatency("asker", "echo", 20);
        SetLatency("echo", "asker", 30);

        _simulation.RunUntilIdle();

        Assert.Equal([(50 * Millisecond, "re question")], _seen);
    }

    [Fact]
    public void Ask_AwaitedInReceiveAsync_KeepsOtherMessagesWaiting()
    {
        _simulation.AddNode("echo", Scripted.Props((message, actor) => actor.From.Tell($"re {message}")));
        IActorRef asker = _simulation.AddNode("asker", Props.Create(() => new Awaiting(Echo(), See)));
        SetLatency("asker", "echo", 20);
        asker.Tell("one");
        asker.Tell("two");

        _simulation.RunUntilIdle();

        Assert.Equal([(20 * Millisecond, "re one"), (40 * Millisecond, "re two")], _seen);
    }

    [Fact]
    public void Ask_OfAnAsyncMethod_ContinuesOnTheSimulationsThread()
    {
        int thread = Environment.CurrentManagedThreadId;
        _simulation.AddNode("echo", Scripted.Props((message, actor) => actor.From.Tell($"re {message}")));
        async Task<string> TwiceAsync()
        {
            string first = await Echo().Ask<string>("a").ConfigureAwait(false);
            string second = await Echo().Ask<string>(first).ConfigureAwait(false);
            return $"{second} {Environment.CurrentManagedThreadId == thread}";
        }

        _simulation.AddNode("asker", Scripted.Props((message, actor) =>
        {
            if (message is "go")
            {
                _ = TwiceAsync().PipeTo(actor.Me);
            }
            else
            {
                See(message);
            }
        })).Tell("go");

        _simulation.RunUntilIdle();

        Assert.Equal([(TimeSpan.Zero, "re re a True")], _seen);
    }

    [Fact]
    public void Ask_WithoutAReply_TimesOutInVirtualTime()
    {
        _simulation.AddNode("mute", Scripted.Props((_, _) => { }));
        _simulation.AddNode("asker", Scripted.Props((message, actor) =>
        {
            if (message is "go")
            {
                _ = _simulation.System.ActorSelection("/user/mute").Ask<string>("question", TimeSpan.FromHours(3))
                    .PipeTo(actor.Me);
            }
            else
            {
                See(((Status.Failure)message).Cause.GetType().Name);
            }
        })).Tell("go");

        _simulation.RunUntilIdle();

        Assert.Equal([(TimeSpan.FromHours(3), nameof(AskTimeoutException))], _seen);
    }

    [Fact]
    public void Ask_AnsweredInTime_LeavesNoTimerBehind()
    {
        _simulation.AddNode("echo", Scripted.Props((message, actor) => actor.From.Tell($"re {message}")));
        Task<string> reply = Echo().Ask<string>("question", TimeSpan.FromHours(3));

        _simulation.RunUntilIdle();

        Assert.True(reply.IsCompletedSuccessfully);
        Assert.Equal(TimeSpan.Zero, _simulation.Elapsed);
    }

    [Fact]
    public void Ask_OverACutLink_TimesOut()
    {
        _simulation.AddNode("echo", Scripted.Props((message, actor) => actor.From.Tell(message)));
        _simulation.AddNode("asker", Scripted.Props((message, actor) =>
        {
            if (message is "go")
            {
                _ = Echo().Ask<string>("question", TimeSpan.FromSeconds(1)).PipeTo(actor.Me);
            }
            else
            {
                See(message.GetType().Name);
            }
        })).Tell("go");
        _simulation.Network.Link("echo", "asker").Cut();

        _simulation.RunUntilIdle();

        Assert.Equal([(TimeSpan.FromSeconds(1), "Failure")], _seen);
    }

    [Theory]
    [InlineData(true, "Failure", 10.0)]
    [InlineData(false, "answer", 1.0)]
    public void Reply_AtTheEndOfWork_IsLostWithTheNode(bool crashes, string expected, double seconds)
    {
        _simulation.AddNode("worker", Scripted.Props((_, actor) =>
        {
            actor.Here.Work(TimeSpan.FromSeconds(1));
            actor.From.Tell("answer");
        }));
        AskFrom("asker", "/user/worker");
        _simulation.RunFor(500 * Millisecond);
        if (crashes)
        {
            _simulation.Crash("worker");
        }

        _simulation.RunUntilIdle();

        Assert.Equal([(TimeSpan.FromSeconds(seconds), expected)], _seen);
    }

    [Fact]
    public void Reply_OnAHeldLink_ArrivesWhenItIsReleased()
    {
        _simulation.AddNode("echo", Scripted.Props((message, actor) => actor.From.Tell("answer")));
        AskFrom("asker", "/user/echo");
        Link link = _simulation.Network.Link("echo", "asker");
        link.Hold();
        _simulation.RunFor(TimeSpan.FromSeconds(2));
        Assert.Single(_simulation.UnderWay);

        link.Release();
        _simulation.RunUntilIdle();

        Assert.Equal([(TimeSpan.FromSeconds(2), "answer")], _seen);
    }

    [Fact]
    public void PipeTo_SelfWithARemoteSender_TakesNoLink()
    {
        _simulation.AddNode("echo", Scripted.Props((message, actor) => actor.From.Tell("answer")));
        IActorRef asker = _simulation.AddNode("asker", Scripted.Props((message, actor) =>
        {
            if (message is "go")
            {
                _ = Echo().Ask<string>("question").PipeTo(actor.Me, actor.From);
            }
            else
            {
                See(message);
            }
        }));
        _simulation.AddNode("client", Scripted.Props((message, _) => asker.Tell(message))).Tell("go");
        SetLatency("client", "asker", 3000);

        _simulation.RunUntilIdle();

        Assert.Equal([(TimeSpan.FromSeconds(3), "answer")], _seen);
    }

    [Fact]
    public void Continuation_OfAPausedNode_WaitsForTheEndOfThePause()
    {
        _simulation.AddNode("echo", Scripted.Props((message, actor) => actor.From.Tell("answer")));
        AskFrom("asker", "/user/echo");
        SetLatency("echo", "asker", 500);
        _simulation.RunFor(100 * Millisecond);
        _simulation.Pause("asker");
        _simulation.RunFor(TimeSpan.FromSeconds(2));

        _simulation.Resume("asker");
        _simulation.RunUntilIdle();

        Assert.Equal([(2100 * Millisecond, "answer")], _seen);
    }

    [Fact]
    public void Ask_WhoseAskerCrashed_ContinuesNowhere()
    {
        _simulation.AddNode("echo", Scripted.Props((message, actor) => actor.From.Tell(message)));
        bool hasContinued = false;
        _simulation.AddNode("asker", Scripted.Props((_, actor) =>
        {
            Task<string> reply = Echo().Ask<string>("question", TimeSpan.FromSeconds(1));
            _ = reply.ContinueWith(
                _ => hasContinued = true, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        })).Tell("go");
        SetLatency("echo", "asker", 30);
        _simulation.RunFor(Millisecond);

        _simulation.Crash("asker");
        _simulation.RunUntilIdle();

        Assert.False(hasContinued);
    }

    [Fact]
    public void TaskDelay_OfTheTimeProvider_TakesVirtualTime()
    {
        _simulation.AddNode("sleeper", Props.Create(() => new Sleeping(_simulation.TimeProvider, See))).Tell("go");

        _simulation.RunUntilIdle();

        Assert.Equal([(TimeSpan.FromDays(1), "woke")], _seen);
    }

    [Fact]
    public void Thread_OfTheApplicationThatTells_IsNamed()
    {
        _simulation.AddNode("worker", Scripted.Props((message, actor) =>
        {
            if (message is "go")
            {
                IActorRef me = actor.Me;
                Thread other = new(() => me.Tell("done"));
                other.Start();
                other.Join();
            }
        })).Tell("go");

        SimulationException failure = Assert.Throws<SimulationException>(_simulation.RunUntilIdle);

        Assert.Equal(FailureKind.ForeignThread, failure.Kind);
        Assert.StartsWith(
            "a thread that is not the simulation's sent a message (String) to /user/worker. Use Ask,", failure.Message,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "At 00:00:00 of virtual time, seed 3. Run it again: Simulation.Create(seed: 3).", failure.Message,
            StringComparison.Ordinal);
    }

    /// <summary>A node that asks, and notes the answer or the failure after ten seconds.</summary>
    private void AskFrom(string node, string path) => _simulation.AddNode(node, Scripted.Props((message, actor) =>
    {
        if (message is "go")
        {
            _ = _simulation.System.ActorSelection(path).Ask<string>("question", TimeSpan.FromSeconds(10))
                .PipeTo(actor.Me);
        }
        else
        {
            See(message is Status.Failure ? "Failure" : message);
        }
    })).Tell("go");

    private ActorSelection Echo() => _simulation.System.ActorSelection("/user/echo");

    private void See(object what) => _seen.Add((_simulation.Elapsed, what));

    private void SetLatency(string from, string to, int milliseconds) =>
        _simulation.Network.Link(from, to).Latency = Latency.Constant(milliseconds * Millisecond);

    private sealed class Awaiting : ReceiveActor
    {
        public Awaiting(ActorSelection echo, Action<object> see) =>
            ReceiveAsync<string>(async message => see(await echo.Ask<string>(message)));
    }

    private sealed class Sleeping : ReceiveActor
    {
        public Sleeping(TimeProvider time, Action<object> see) => ReceiveAsync<string>(async _ =>
        {
            await Task.Delay(TimeSpan.FromDays(1), time);
            see("woke");
        });
    }
}
