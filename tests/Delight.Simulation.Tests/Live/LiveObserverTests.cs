using Akka.Actor;
using Delight.Simulation.Faults;
using Delight.Simulation.Live;
using Delight.Simulation.Network;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Tests.Live;

public sealed class LiveObserverTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Recorder _recorder = new();
    private readonly LiveFrictions _frictions;

    public LiveObserverTests() => _frictions = LiveFrictions.Create(new LiveOptions
    {
        Observer = _recorder, DetectionTime = TimeSpan.FromMilliseconds(10),
        Hocon = """
            akka { loglevel = OFF, stdout-loglevel = OFF, actor.default-dispatcher.throughput = 3 }
            few { mailbox-capacity = 100000 }
            few.mailbox-type = "Delight.Simulation.Mailboxes.BoundedMailbox, Delight.Simulation.Abstractions"
            """,
    });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _frictions.DisposeAsync();

    [Fact]
    public void Message_AcrossALink_IsSentDeliveredBegunAndHandledInThisOrder()
    {
        _frictions.Network.DefaultQuality = new LinkQuality { Latency = TimeSpan.FromMilliseconds(20) };
        IActorRef far = _frictions.AddNode("far", Scripted.Props((_, _) => { }));
        IActorRef near = _frictions.AddNode("near", Scripted.Props((message, _) => far.Tell(message)));

        near.Tell("hello");

        string[] whole = ["sent", "delivered", "began", "handled"];
        _recorder.Await("far", count: 4);
        Assert.Equal(whole, _recorder.Of("near").Take(4).Select(heard => heard.What));
        (TimeSpan Time, string What, object Message)[] heard = [.. _recorder.Of("far")];
        Assert.Equal(whole, heard.Select(heard => heard.What));
        Assert.All(heard, one => Assert.Equal("hello", one.Message));
        Assert.True(heard[1].Time - heard[0].Time >= TimeSpan.FromMilliseconds(20));
    }

    [Theory]
    [InlineData("akka.actor.default-mailbox")]
    [InlineData("few")]
    public void Messages_OfManySenders_AreBegunAndHandledOneByOne(string mailbox)
    {
        const int Senders = 4, Each = 2000;
        int atOnce = 0, most = 0, handled = 0;
        IActorRef far = _frictions.AddNode("far", Scripted.Props((_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref atOnce));
            Interlocked.Decrement(ref atOnce);
            Interlocked.Increment(ref handled);
        }).WithMailbox(mailbox));
        foreach (int sender in Enumerable.Range(0, Senders))
        {
            _frictions.AddNode($"sender-{sender}", Scripted.Props((_, _) =>
            {
                for (int message = 0; message < Each; message++)
                {
                    far.Tell((sender, message));
                }
            })).Tell("go");
        }

        _recorder.Await("far", 4 * Senders * Each);

        Assert.Equal((1, Senders * Each), (most, handled));
        string[] own = [.. _recorder.Of("far").Select(heard => heard.What).Where(what => what is "began" or "handled")];
        Assert.All(own.Index(), item => Assert.Equal(item.Index % 2 == 0 ? "began" : "handled", item.Item));
        Assert.All(
            _recorder.Of("far").GroupBy(heard => heard.Message),
            one => Assert.Equal(["sent", "delivered", "began", "handled"], one.Select(heard => heard.What)));
        if (mailbox != "few")
        {
            Assert.Equal(Messages("delivered"), Messages("began"));
        }

        IEnumerable<object> Messages(string what) =>
            _recorder.Of("far").Where(heard => heard.What == what).Select(heard => heard.Message);
    }

    [Fact]
    public void Failure_OfATopLevelActor_IsHeardWithTheDecision()
    {
        IActorRef far = _frictions.AddNode(
            "far", Scripted.Props((message, _) => throw new InvalidOperationException($"{message}")));

        far.Tell("fail");
        _recorder.Await("far", 5);

        (_, _, object message) = Assert.Single(_recorder.Of("far"), heard => heard.What == "failed Restart");
        Assert.Equal("fail", Assert.IsType<InvalidOperationException>(message).Message);
        Assert.Equal(
            ["sent", "delivered", "began", "handled"],
            _recorder.Of("far").Select(heard => heard.What).Where(what => what != "failed Restart"));
    }

    [Fact]
    public void Actors_OfAStopAndOfACrash_AreHeardToEndOnce()
    {
        IActorRef near = _frictions.AddNode("near", Scripted.Props((_, actor) => actor.Here.Stop(actor.Me)));
        _frictions.AddNode("far", Scripted.Props(
            (_, _) => { },
            actor => actor.Here.ActorOf(Scripted.Props((_, _) => { }, _ => _recorder.Note("life", "began")), "child")));
        near.Tell("stop");
        _recorder.Await("near", 5);
        _recorder.Await("life", 1);

        _frictions.Crash("far");
        _recorder.Await("child", 1);
        _recorder.Await("far", 1);
        _frictions.Restart("far");
        _recorder.Await("life", 2);

        Assert.Equal(
            ["sent", "delivered", "began", "handled", "ended"], _recorder.Of("near").Select(heard => heard.What));
        Assert.Equal(["ended"], _recorder.Of("far").Select(heard => heard.What));
        Assert.Equal(["ended"], _recorder.Of("child").Select(heard => heard.What));
    }

    [Fact]
    public void WhatADeadNodeSends_IsNotSent()
    {
        using ManualResetEventSlim mayGoOn = new();
        using ManualResetEventSlim isAtIt = new();
        IActorRef far = _frictions.AddNode("far", Scripted.Props((_, _) => { }));
        IActorRef near = _frictions.AddNode("near", Scripted.Props((message, _) =>
        {
            isAtIt.Set();
            mayGoOn.Wait(Patience);
            far.Tell(message);
        }));
        near.Tell("muted");
        Assert.True(isAtIt.Wait(Patience));

        _frictions.Crash("near");
        mayGoOn.Set();
        _recorder.Await("near", 5);

        Assert.Equal(1, _frictions.Counters.Muted);
        Assert.Empty(_recorder.Of("far"));
    }

    [Fact]
    public void Play_TellsBeginAndEndOfAFault()
    {
        _frictions.AddNode("far", Scripted.Props((_, _) => { }));
        Fault pause = new()
        {
            Kind = FaultKind.PauseNode, Targets = ["far"], Lasts = TimeSpan.FromMilliseconds(20),
        };

        TimeSpan played = _frictions.Elapsed;
        _frictions.Play(FaultSchedule.Draw(1, [pause], TimeSpan.FromSeconds(1)));
        _recorder.Await("PauseNode", 2);

        (TimeSpan Time, string What, object Message)[] heard = [.. _recorder.Of("PauseNode")];
        Assert.Equal(["fault began", "fault ended"], heard.Select(heard => heard.What));
        Assert.True(heard[1].Time - played >= TimeSpan.FromMilliseconds(20));
    }

    private sealed class Recorder : ISimulationObserver
    {
        private readonly Dictionary<string, List<(TimeSpan Time, string What, object Message)>> _heard = [];

        public IReadOnlyList<(TimeSpan Time, string What, object Message)> Of(string who)
        {
            lock (_heard)
            {
                return [.. _heard.GetValueOrDefault(who, [])];
            }
        }

        public void Await(string who, int count)
        {
            lock (_heard)
            {
                while (_heard.GetValueOrDefault(who, []).Count < count)
                {
                    Assert.True(Monitor.Wait(_heard, Patience), $"{who} was not heard {count} times");
                }
            }
        }

        public void Note(string who, string what, TimeSpan time = default, object? message = null)
        {
            lock (_heard)
            {
                if (!_heard.TryGetValue(who, out List<(TimeSpan, string, object)>? heard))
                {
                    _heard.Add(who, heard = []);
                }

                heard.Add((time, what, message ?? what));
                Monitor.PulseAll(_heard);
            }
        }

        public void Sent(TimeSpan time, IActorRef receiver, object message, IActorRef sender) =>
            Note(receiver, time, "sent", message);

        public void Delivered(TimeSpan time, IActorRef receiver, object message, IActorRef sender) =>
            Note(receiver, time, "delivered", message);

        public void Began(TimeSpan time, IActorRef actor, object message) => Note(actor, time, "began", message);

        public void Handled(TimeSpan time, IActorRef actor, object message) => Note(actor, time, "handled", message);

        public void Ended(TimeSpan time, IActorRef actor) => Note(actor, time, "ended", "for ever");

        public void Failed(TimeSpan time, IActorRef actor, Exception cause, Directive decision) =>
            Note(actor, time, $"failed {decision}", cause);

        public void FaultBegan(TimeSpan time, FaultOccurrence occurrence) =>
            Note($"{occurrence.Fault.Kind}", "fault began", time);

        public void FaultEnded(TimeSpan time, FaultOccurrence occurrence) =>
            Note($"{occurrence.Fault.Kind}", "fault ended", time);

        private void Note(IActorRef actor, TimeSpan time, string what, object message) =>
            Note(actor.Path.Name, what, time, message);
    }
}
