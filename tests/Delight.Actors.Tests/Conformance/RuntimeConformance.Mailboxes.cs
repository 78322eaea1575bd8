using Delight.Actors.Port;
using Delight.Actors.Testing;

namespace Delight.Actors.Tests.Conformance;

public abstract partial class RuntimeConformance
{
    [Theory]
    [InlineData(MailboxOverflow.DropNewest, new[] { 1, 2 })]
    [InlineData(MailboxOverflow.DropOldest, new[] { 3, 4 })]
    [InlineData(MailboxOverflow.ReturnCredit, new[] { 1, 2 })]
    public void Mailbox_FullWhileTheActorWorks_KeepsWhatItsPolicySays(MailboxOverflow overflow, int[] kept)
    {
        Probe seen = new("seen", Working(1, 2, 3, 4));
        ActorRef actor = SpawnBounded(seen, itemsMax: 2, overflow);
        SendAll(actor, "go");
        Assert.Equal(kept, seen.All<int>());
        Assert.Equal(2, System.Dropped("mailbox-full"));
        int[] returned = [.. seen.All<Undelivered>().Select(undelivered => (int)undelivered.Message)];
        Assert.Equal(overflow == MailboxOverflow.ReturnCredit ? [3, 4] : [], returned);
        Assert.All(seen.All<Undelivered>(), undelivered => Assert.Same(actor, undelivered.Receiver));
    }

    [Fact]
    public void Mailbox_FullOfAnothersMessages_ReturnsTheCreditToTheirSender()
    {
        // The receiver fails and backs off until the test is over; its last words say that it takes nothing any more.
        ActorRef? receiver = null;
        Probe source = new("source", (message, context) =>
        {
            if (message is "go")
            {
                context.Send(receiver!, "fail");
            }

            if (message is "closed")
            {
                context.Send(receiver!, 1);
                context.Send(receiver!, 2);
                context.Send(receiver!, 3);
            }
        });
        ActorRef sender = System.Spawn("source", source.Spec);
        receiver = System.Spawn("receiver", new ActorSpec
        {
            Create = () => new ScriptedActor
            {
                OnMessage = (_, _) => throw Bang(), OnStop = context => context.Send(sender, "closed"),
            },
            Mailbox = new MailboxOptions { ItemsMax = 1, Overflow = MailboxOverflow.ReturnCredit },
            Supervision = new SupervisionOptions { BackoffMin = 10_000 * Unit, BackoffMax = 10_000 * Unit },
        });
        System.Send(sender, "go");
        System.Await(source, 4, Patience);
        Assert.Equal(
            [(receiver, 2), (receiver, 3)],
            source.All<Undelivered>().Select(undelivered => (undelivered.Receiver, (int)undelivered.Message)));
        Assert.Equal(2, System.Dropped("mailbox-full"));
    }

    [Fact]
    public void Mailbox_Full_StillTakesTerminated()
    {
        System.Spawn("keeper", ScriptedActor.Handling((_, _) => { }));
        ActorRef watched = System.Spawn("watched", ScriptedActor.Handling((_, context) => context.Stop(context.Self)));
        SendAll(watched, "stop");
        Action<object, IActorContext> fill = Working(2, 3);
        Probe seen = new("seen", (message, context) =>
        {
            if (message is "go")
            {
                context.Send(context.Self, 1);
                context.Watch(watched);
            }

            fill(message, context);
        });
        SendAll(SpawnBounded(seen, itemsMax: 1, MailboxOverflow.DropOldest), "go");
        Assert.Single(seen.All<Terminated>());
        Assert.Equal([3], seen.All<int>());
        Assert.Equal(2, System.Dropped("mailbox-full"));
    }

    [Fact]
    public void Mailbox_BoundBelowOne_IsRefused()
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => System.Spawn(
            "actor", ScriptedActor.Handling((_, _) => { }) with { Mailbox = new MailboxOptions { ItemsMax = 0 } }));
        Assert.Equal("Mailbox.ItemsMax", error.ParamName);
    }

    /// <summary>At the message <c>go</c>, sends to itself and goes on working, so that all of it has to wait.</summary>
    private Action<object, IActorContext> Working(params object[] messages) => (message, context) =>
    {
        if (message is "go")
        {
            foreach (object waiting in messages)
            {
                context.Send(context.Self, waiting);
            }

            context.Occupy(Unit);
        }
    };

    private ActorRef SpawnBounded(Probe probe, int itemsMax, MailboxOverflow overflow) => System.Spawn(
        "bounded",
        probe.Spec with { Mailbox = new MailboxOptions { ItemsMax = itemsMax, Overflow = overflow } });
}
