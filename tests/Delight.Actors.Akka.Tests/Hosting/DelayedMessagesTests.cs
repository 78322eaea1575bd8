using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Testing;
using Delight.Actors.Tests.Live;

namespace Delight.Actors.Akka.Tests.Hosting;

/// <summary>Delays of links, timers, pauses and slow nodes hold no thread, however many there are.</summary>
/// <remarks>The clock stands still, so a thread that waited for a delay would wait for ever, and nobody else would go
/// on. Timers are Akka's, whose clock is the machine's: theirs do not come within the test.</remarks>
[Collection(AloneCollection.Name)]
public sealed class DelayedMessagesTests : IDisposable
{
    private const int Delays = 20_000, Rounds = 500;

    /// <summary>The pool tries more threads where it gets on slowly, as on a busy machine; for 20,000 that waited it
    /// would need as many.</summary>
    private const int ThreadsTriedMax = 30;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ManualTime _time = new();
    private readonly AkkaHarness _harness;

    public DelayedMessagesTests() => 
        _harness = new(new NetworkOptions { Latency = Hour }, time: _time);

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void Delays_ByTheThousand_HoldNoThreadAndNobodyUp()
    {
        int before = ThreadPool.ThreadCount;
        Probe far = new("far");
        ActorRef receiver = _harness.Spawn("receiver", far.Spec with { Node = "far" });
        Probe sender = new("sender", (message, context) =>
        {
            if (message is "begin")
            {
                for (int delay = 0; delay < Delays; delay++)
                {
                    context.Send(receiver, delay);
                    context.StartTimer($"timer-{delay}", delay, Hour);
                }

                context.Send(context.Self, "sent"); // a probe counts a message before it reacts to it
            }
        });
        ActorRef sending = _harness.Spawn("sender", sender.Spec with { Node = "near" });
        _harness.Send(sending, "begin");
        _harness.Send(sending, "done");
        ActorRef paused = _harness.Spawn("paused", new Probe("paused").Spec with { Node = "paused" });
        _harness.Faults.PauseNode("paused");
        _harness.Send(paused, "waits");

        Probe pong = new("pong");
        ActorRef last = _harness.Spawn("pong", pong.Spec);
        ActorRef right = _harness.Spawn("right", Returning(last));
        ActorRef left = _harness.Spawn("left", Returning(last));
        _harness.Send(left, new Ball(Rounds, right, left));
        Await(pong, 1);
        Await(sender, 2);
        Assert.Equal(0, far.Count); // everything is still on its way
        AssertThreads(before);

        _time.Advance(Hour);
        Await(far, Delays);
        Assert.Equal(Enumerable.Range(0, Delays), far.All<int>());
        AssertThreads(before);
    }

    [Fact]
    public void SlowNode_ByTheThousand_HoldsNoThread()
    {
        int before = ThreadPool.ThreadCount;
        _harness.Faults.SlowNode("slow", 10);
        Probe[] slow = [.. Enumerable.Range(0, 1000).Select(index => new Probe($"slow-{index}"))];
        foreach (Probe probe in slow)
        {
            ActorRef actor = _harness.Spawn(probe.Name, probe.Spec with { Node = "slow" });
            _harness.Send(actor, "first");
            _harness.Send(actor, "second");
        }

        Assert.All(slow, probe => Await(probe, 1));
        Probe quick = new("quick");
        _harness.Send(_harness.Spawn("quick", quick.Spec), "at once");
        Await(quick, 1);
        Assert.All(slow, probe => Assert.Equal(1, probe.Count)); // each rests until the clock is asked
        AssertThreads(before);
        _time.Advance(TimeSpan.Zero);
        Assert.All(slow, probe => Await(probe, 2));
    }

    private static ActorSpec Returning(ActorRef last) => ScriptedActor.Handling((message, context) =>
    {
        Ball ball = (Ball)message;
        context.Send(
            ball.Left == 0 ? last : ball.To, ball.Left == 0 ? "over" : new Ball(ball.Left - 1, ball.From, ball.To));
    });

    /// <summary>The system's clock stands still, so the patience is the real clock's.</summary>
    private void Await(Probe probe, int messages) => _harness.Await(probe, messages, TimeSpan.FromMinutes(1));

    private static void AssertThreads(int before) => Assert.InRange(
        ThreadPool.ThreadCount, 0, Math.Max(before, Environment.ProcessorCount) + ThreadsTriedMax);

    private sealed record Ball(int Left, ActorRef To, ActorRef From);
}
