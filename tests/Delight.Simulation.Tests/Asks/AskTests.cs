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
