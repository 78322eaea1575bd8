using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Delight.Simulation.Mailboxes;

namespace Delight.Simulation.Tests.Mailboxes;

public sealed class BoundedMailboxTests
{
    private const string Type = "Delight.Simulation.Mailboxes.BoundedMailbox, Delight.Simulation.Abstractions";

    [Theory]
    [InlineData("drop-newest", new[] { 1, 2 }, new[] { 3, 4 })]
    [InlineData("drop-oldest", new[] { 3, 4 }, new[] { 1, 2 })]
    public void Overflow_InASimulation_DropsAndPublishes(string overflow, int[] kept, int[] dropped)
    {
        List<object> got = [], lost = [];
        using Simulation simulation = Simulation.Create(1, new() { Hocon = Bounded(overflow) });
        IActorRef actor = simulation.AddNode(
            "slow", Scripted.Props((message, _) => got.Add(message)).WithMailbox("small"));
        IActorRef listener = simulation.System.ActorOf(Scripted.Props(
            (message, _) => lost.Add(((Dropped)message).Message)));
        simulation.RunUntilIdle();
        simulation.System.EventStream.Subscribe(listener, typeof(Dropped));
        simulation.Pause("slow");
        for (int number = 1; number <= 4; number++)
        {
            actor.Tell(number);
        }

        simulation.RunUntilIdle();
        simulation.Resume("slow");
        simulation.RunUntilIdle();

        Assert.Equal(kept.Cast<object>(), got);
        Assert.Equal(dropped.Cast<object>(), lost);
    }

    [Fact]
    public void Return_InASimulation_GivesTheMessageBack()
    {
        List<object> back = [];
        using Simulation simulation = Simulation.Create(1, new() { Hocon = Bounded("return") });
        IActorRef actor = simulation.AddNode("slow", Scripted.Props((_, _) => { }).WithMailbox("small"));
        IActorRef sender = simulation.AddNode("sender", Scripted.Props((message, _) =>
        {
            if (message is Returned returned)
            {
                back.Add(returned.Message);
            }
            else
            {
                for (int number = 1; number <= 4; number++)
                {
                    actor.Tell(number);
                }
            }
        }));
        simulation.RunUntilIdle();
        simulation.Pause("slow");
        sender.Tell("go");

        simulation.RunUntilIdle();

        Assert.Equal([3, 4], back.Cast<int>());
    }

    [Fact]
    public void Terminated_InAFullMailbox_IsNeitherCountedNorDropped()
    {
        List<object> got = [];
        using Simulation simulation = Simulation.Create(1, new() { Hocon = Bounded("drop-newest") });
        IActorRef watched = simulation.System.ActorOf(Scripted.Props((_, _) => { }));
        IActorRef actor = simulation.AddNode("slow", Scripted.Props(
            (message, _) => got.Add(message is Terminated ? "gone" : message),
            scripted => scripted.Here.Watch(watched)).WithMailbox("small"));
        simulation.RunUntilIdle();
        simulation.Pause("slow");
        watched.Tell(PoisonPill.Instance);
        actor.Tell(1);
        actor.Tell(2);
        simulation.RunUntilIdle();

        simulation.Resume("slow");
        simulation.RunUntilIdle();

        Assert.Equal([1, 2, "gone"], got);
    }

    [Fact]
    public async Task Overflow_OnALiveSystem_NeverBlocksTheSender()
    {
        using ActorSystem system = ActorSystem.Create("live", ConfigurationFactory.ParseString(
            Bounded("drop-newest") + "\nakka { loglevel = OFF, stdout-loglevel = OFF }"));
        using ManualResetEventSlim hasBegun = new();
        using ManualResetEventSlim mayGoOn = new();
        int handled = 0;
        IActorRef actor = system.ActorOf(Scripted.Props((_, _) =>
        {
            hasBegun.Set();
            mayGoOn.Wait();
            Interlocked.Increment(ref handled);
        }).WithMailbox("small"));

        // Akka.NET keeps what arrives before a top-level actor has started in an unbounded queue.
        actor.Tell(0);
        Assert.True(hasBegun.Wait(TimeSpan.FromMinutes(1)));
        for (int number = 1; number < 1000; number++)
        {
            actor.Tell(number);
        }

        mayGoOn.Set();
        Assert.True(await actor.GracefulStop(TimeSpan.FromMinutes(1)));
        Assert.Equal(3, handled);
    }

    [Theory]
    [InlineData("mailbox-capacity = 0", "mailbox-capacity is 0; a bounded mailbox holds at least 1 message.")]
    [InlineData("mailbox-capacity = 2, overflow = explode", "overflow is 'explode'; a bounded mailbox knows")]
    public void Configuration_OutOfRange_IsRefusedInOneLine(string setting, string line)
    {
        string hocon = $"small {{ mailbox-type = \"{Type}\", {setting} }}";
        using Simulation simulation = Simulation.Create(1, new() { Hocon = hocon });

        Exception refusal = Assert.ThrowsAny<Exception>(
            () => simulation.AddNode("slow", Scripted.Props((_, _) => { }).WithMailbox("small")));

        Assert.Contains(line, refusal.GetBaseException().Message, StringComparison.Ordinal);
    }

    private static string Bounded(string overflow) =>
        $"small {{ mailbox-type = \"{Type}\", mailbox-capacity = 2, overflow = {overflow} }}";
}
