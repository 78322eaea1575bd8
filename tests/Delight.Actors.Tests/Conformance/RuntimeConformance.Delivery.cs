using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Testing;
using Delight.Determinism;

namespace Delight.Actors.Tests.Conformance;

public abstract partial class RuntimeConformance
{
    [Fact]
    public void Send_ManyToOneReceiver_ArriveInOrderForEachSender()
    {
        Probe probe = new("receiver");
        ActorRef receiver = System.Spawn("receiver", probe.Spec);
        string[] names = ["a", "b", "c"];
        foreach (string name in names)
        {
            ActorRef sender = System.Spawn(
                name, ScriptedActor.Handling((message, context) => context.Send(receiver, (name, (int)message))));
            for (int i = 0; i < 100; i++)
            {
                System.Send(sender, i);
            }
        }

        System.Await(probe, 300, Patience);
        foreach (string name in names)
        {
            int[] indices = [.. probe.All<(string Name, int Index)>().Where(message => message.Name == name)
                .Select(message => message.Index)];
            Assert.Equal(Enumerable.Range(0, 100), indices);
        }
    }

    [Fact]
    public void Send_AcrossASlowLink_ArrivesInOrderAndLater()
    {
        Connect(new NetworkOptions { Links = [new LinkOptions("near", "far", 3 * Unit)] });
        Probe probe = new("receiver");
        ActorRef receiver = System.Spawn("receiver", probe.Spec with { Node = "far" });
        ActorRef sender = System.Spawn(
            "sender", ScriptedActor.Handling(
                (message, context) => context.Send(receiver, message)) with { Node = "near" });
        for (int i = 0; i < 50; i++)
        {
            System.Send(sender, i);
        }

        System.Await(probe, 50, Patience);
        Assert.Equal(Enumerable.Range(0, 50), probe.All<int>());
        Assert.True(probe.Received[0].Time >= 3 * Unit, $"arrived at {probe.Received[0].Time}");
        Assert.All(probe.Received, received => Assert.Same(sender, received.Sender));
    }

    [Fact]
    public void Receive_OfOneActor_IsNeverEnteredTwice()
    {
        const int Senders = 8, Messages = 500;
        int inside = 0, entered = 0, handled = 0;
        ActorRef receiver = System.Spawn("receiver", ScriptedActor.Handling((_, _) =>
        {
            entered += Interlocked.Increment(ref inside) > 1 ? 1 : 0;
            handled++; // not atomic: two at a time would lose some
            Interlocked.Decrement(ref inside);
        }));
        for (int i = 0; i < Senders; i++)
        {
            System.Send(
                System.Spawn($"sender-{i}", ScriptedActor.Handling((message, context) =>
                {
                    context.Send(receiver, message);
                    if ((int)message > 1)
                    {
                        context.Send(context.Self, (int)message - 1);
                    }
                })),
                Messages);
        }

        System.Settle();
        Assert.Equal((0, Senders * Messages), (entered, handled));
    }

    [Fact]
    public void Random_SameNameAndIndex_IsTheRunsStreamForEveryActor()
    {
        Probe probe = new("draws");
        ActorRef draws = System.Spawn("draws", probe.Spec);
        foreach (string name in (string[])["a", "b"])
        {
            System.Send(System.Spawn(name, ScriptedActor.Handling(
                (_, context) => context.Send(draws, context.Random("draws", 3).NextBits()))), "go");
        }

        System.Await(probe, 2, Patience);
        ulong expected = RandomStream.Derive(1, "draws", 3).NextBits();
        Assert.Equal([expected, expected], probe.All<ulong>());
    }

    [Fact]
    public void Send_ToSelf_ComesAfterWhatWaits()
    {
        List<object> seen = [];
        ActorRef actor = System.Spawn("actor", ScriptedActor.Handling((message, context) =>
        {
            seen.Add(message);
            if (message is "first")
            {
                Assert.Same(context.Self, context.Sender);
                context.Send(context.Self, "to-self");
            }
        }));
        System.Send(actor, "first");
        System.Settle();
        System.Send(actor, "second");
        System.Settle();
        Assert.Equal(["first", "to-self", "second"], seen);
    }

    [Fact]
    public void Sender_OfAnActorsMessage_CanBeAnswered()
    {
        Probe probe = new("asker");
        ActorRef echo = System.Spawn(
            "echo", ScriptedActor.Handling((message, context) => context.Send(context.Sender, $"re: {message}")));
        ActorRef asker = System.Spawn("asker", ScriptedActor.Handling((message, context) =>
        {
            probe.Receive(message, context);
            if (message is "go")
            {
                context.Send(echo, "hello");
            }
        }));
        System.Send(asker, "go");
        System.Settle();
        probe.Expect<string>(text => text == "go", "the start");
        ReceivedMessage answer = probe.ExpectReceived<string>(text => text == "re: hello", "the echo");
        Assert.Same(echo, answer.Sender);
    }

    [Fact]
    public void Stash_SeveralMessages_ComeBackInOrderBeforeWhatWaits()
    {
        List<object> seen = [];
        bool isOpen = false;
        ActorRef actor = System.Spawn("actor", ScriptedActor.Handling((message, context) =>
        {
            seen.Add(message);
            if (message is "open")
            {
                isOpen = true;
                context.Send(context.Self, "behind");
                context.UnstashAll();
            }
            else if (!isOpen)
            {
                context.Stash();
            }
        }));
        foreach (string message in (string[])["1", "2", "3", "open"])
        {
            System.Send(actor, message);
        }

        System.Settle();
        Assert.Equal(["1", "2", "3", "open", "1", "2", "3", "behind"], seen);
    }

    [Fact]
    public void Stash_WithoutAMessageOrTwice_IsRefused()
    {
        List<Exception> errors = [];
        ActorRef actor = System.Spawn("actor", new ActorSpec
        {
            Create = () => new ScriptedActor
            {
                OnStart = context => errors.Add(Assert.Throws<InvalidOperationException>(context.Stash)),
                OnMessage = (_, context) =>
                {
                    context.Stash();
                    errors.Add(Assert.Throws<InvalidOperationException>(context.Stash));
                },
            },
        });
        System.Send(actor, "once");
        System.Settle();
        Assert.Equal(2, errors.Count);
        Assert.Contains("has no message at hand to stash", errors[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Spawn_ThousandsOfActors_EachHandlesItsMessage()
    {
        Probe probe = new("counter");
        ActorRef counter = System.Spawn("counter", probe.Spec);
        ActorRef parent = System.Spawn("parent", ScriptedActor.Handling((message, context) =>
        {
            for (int i = 0; i < (int)message; i++)
            {
                ActorRef child = context.Spawn(
                    $"child-{i}", ScriptedActor.Handling((number, own) => own.Send(counter, number)));
                context.Send(child, i);
            }
        }));
        System.Send(parent, 5000);
        System.Await(probe, 5000, Patience);
        Assert.Equal(Enumerable.Range(0, 5000), probe.All<int>().Order());
        Assert.Equal(5000, probe.Received.Select(received => received.Sender.Path).Distinct(StringComparer.Ordinal)
            .Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("slash/inside")]
    [InlineData("line\n")]
    [InlineData("ünicode")]
    [InlineData("taken")]
    public void Spawn_NameNotAllowed_IsRefused(string name)
    {
        System.Spawn("taken", ScriptedActor.Handling((_, _) => { }));
        Assert.Equal("name",
            Assert.Throws<ArgumentException>(() => System.Spawn(name, ScriptedActor.Handling((_, _) => { })))
                .ParamName);
        ArgumentException? ofChild = null;
        System.Spawn("parent", new ActorSpec
        {
            Create = () => new ScriptedActor
            {
                OnStart = context =>
                {
                    context.Spawn("taken", ScriptedActor.Handling((_, _) => { }));
                    ofChild = Assert.Throws<ArgumentException>(
                        () => context.Spawn(name, ScriptedActor.Handling((_, _) => { })));
                },
            },
        });
        System.Settle();
        Assert.Contains($"'{name}' cannot be a child of", ofChild!.Message, StringComparison.Ordinal);
    }
}
