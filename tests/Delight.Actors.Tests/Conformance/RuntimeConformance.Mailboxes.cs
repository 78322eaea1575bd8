using Delight.Actors.Port;
using Delight.Actors.Testing;

namespace Delight.Actors.Tests.Conformance;

public abstract partial class RuntimeConformance
{
    [Theory]
    [InlineData(MailboxOverflow.DropNewest, new[] { 1, 2 })]
    [InlineData(MailboxOverflow.DropOldest, new[] { 3, 4 })]
    [InlineData(MailboxOverflow.ReturnCredit, new[] { 1, 2 })]
    public void Mailbox_FullWhileTheActorPauses_KeepsWhatItsPolicySays(MailboxOverflow overflow, int[] kept)
    {
        Probe sender = new("sender"), seen = new("seen");
        ActorRef receiver = SpawnPausing(seen, new MailboxOptions { ItemsMax = 2, Overflow = overflow });
        ActorRef source = System.Spawn("source", new Probe("source", (message, context) =>
        {
            sender.Receive(message, context);
            if (message is "go")
            {
                for (int i = 1; i <= 4; i++)
                {
                    context.Send(receiver, i);
                }
            }
        }).Spec);
        System.Send(source, "go");
        System.Settle();
        Assert.Equal(kept, seen.All<int>());
        Assert.Equal(2, System.Dropped("mailbox-full"));
        int[] returned = [.. sender.All<Undelivered>().Select(undelivered => (int)undelivered.Message)];
        Assert.Equal(overflow == MailboxOverflow.ReturnCredit ? [3, 4] : [], returned);
        Assert.All(sender.All<Undelivered>(), undelivered => Assert.Same(receiver, undelivered.Receiver));
    }

    [Fact]
    public void Mailbox_Full_StillTakesTerminated()
    {
        ActorRef watched = System.Spawn("watched", ScriptedActor.Handling((_, context) => context.Stop(context.Self)));
        Probe seen = new("seen");
        ActorRef receiver = SpawnPausing(
            seen, new MailboxOptions { ItemsMax = 1, Overflow = MailboxOverflow.DropOldest }, context =>
                context.Watch(watched));
        System.Send(receiver, 1);
        System.Send(watched, "stop");
        System.Pass(Unit / 2);
        System.Send(receiver, 2);
        System.Send(receiver, 3);
        System.Settle();
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

    [Theory]
    [InlineData("delivered")]
    [InlineData("stash")]
    [InlineData("stash and stop")]
    [InlineData("stop")]
    [InlineData("fail")]
    [InlineData("timer")]
    [InlineData("cancel")]
    [InlineData("replace")]
    [InlineData("timer and stop")]
    [InlineData("timer and fail")]
    public void Retained_EveryWayThroughAnActor_IsGivenBack(string way)
    {
        System.Spawn("keeper", ScriptedActor.Handling((_, _) => { }));
        CountedMessage pooled = new(way);
        int highest = 0, calls = 0;
        ActorRef actor = System.Spawn("actor", ScriptedActor.Handling((message, context) =>
        {
            highest = Math.Max(highest, pooled.References);
            if (calls++ == 0)
            {
                Do(way, message, context);
            }
            else
            {
                context.UnstashAll();
            }
        }));
        SendAll(actor, pooled, pooled, pooled);
        Assert.True(highest > 1, "nobody held it");
        Assert.Equal(1, pooled.References);
    }

    [Theory]
    [InlineData(MailboxOverflow.DropNewest)]
    [InlineData(MailboxOverflow.DropOldest)]
    [InlineData(MailboxOverflow.ReturnCredit)]
    public void Retained_InAFullMailbox_IsGivenBack(MailboxOverflow overflow)
    {
        Probe seen = new("seen");
        ActorRef receiver = SpawnPausing(seen, new MailboxOptions { ItemsMax = 1, Overflow = overflow });
        CountedMessage pooled = new("pooled");
        List<int> whenReturned = [];
        ActorRef source = System.Spawn("source", ScriptedActor.Handling((message, context) =>
        {
            if (message is Undelivered)
            {
                whenReturned.Add(pooled.References);
            }
            else
            {
                context.Send(receiver, "fills it");
                context.Send(receiver, pooled);
            }
        }));
        System.Send(source, "go");
        System.Settle();
        Assert.Equal(1, pooled.References);
        Assert.Equal(overflow == MailboxOverflow.DropOldest ? 1 : 0, seen.All<CountedMessage>().Count);

        // Beside its maker's reference, what comes back holds one of its own.
        Assert.Equal(overflow == MailboxOverflow.ReturnCredit ? [2] : [], whenReturned);
    }

    private void Do(string way, object message, IActorContext context)
    {
        if (way.StartsWith("stash", StringComparison.Ordinal))
        {
            context.Stash();
        }

        if (way.StartsWith("timer", StringComparison.Ordinal) || way is "cancel" or "replace")
        {
            context.StartTimer("alarm", message, Unit);
        }

        if (way is "cancel")
        {
            context.CancelTimer("alarm");
        }

        if (way is "replace")
        {
            context.StartTimer("alarm", "another", Unit);
        }

        if (way.EndsWith("stop", StringComparison.Ordinal))
        {
            context.Stop(context.Self);
        }

        if (way.EndsWith("fail", StringComparison.Ordinal))
        {
            throw Bang();
        }
    }

    /// <summary>An actor that fails at its start and begins to handle messages after one unit of back-off.</summary>
    private ActorRef SpawnPausing(Probe seen, MailboxOptions mailbox, Action<IActorContext>? atStart = null)
    {
        bool hasFailed = false;
        ActorRef actor = System.Spawn("pausing", new ActorSpec
        {
            Create = () => new ScriptedActor
            {
                OnStart = context =>
                {
                    if (!hasFailed)
                    {
                        hasFailed = true;
                        atStart?.Invoke(context);
                        throw Bang();
                    }
                },
                OnMessage = seen.Receive,
            },
            Mailbox = mailbox,
            Supervision = new SupervisionOptions { BackoffMin = Unit },
        });
        System.Pass(Unit / 4);
        return actor;
    }
}
