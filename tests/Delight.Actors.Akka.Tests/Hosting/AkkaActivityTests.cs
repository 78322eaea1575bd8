using System.Collections.Concurrent;
using Delight.Actors.Akka.Hosting;
using Delight.Actors.Port;
using Delight.Actors.Recording;

namespace Delight.Actors.Akka.Tests.Hosting;

/// <summary>What an observer of work hears of a live run.</summary>
public sealed class AkkaActivityTests
{
    [Fact]
    public async Task Run_MessagesToAndFro_AreEachToldOnceInTheOrderOfTheirLives()
    {
        Watched watched = new();
        AkkaRuntime runtime = new(new AkkaOptions { Seed = 1, Time = TimeProvider.System, Observer = watched });
        await using (runtime)
        {
            ActorRef wall = runtime.Spawn("wall", new ActorSpec { Create = () => new Wall() });
            runtime.Send(wall, "from outside");
            ActorRef player = runtime.Spawn("player", new ActorSpec { Create = () => new Player(wall, 10) });
            runtime.Send(player, "begin");
            await runtime.RunAsync();
        }

        // Ten balls go out, ten come back; two come from outside.
        Assert.Equal((22, 22, 22), (watched.Count("sent"), watched.Count("waits"), watched.Count("handled")));
        foreach (IGrouping<string, (string Message, string What, TimeSpan At)> ball in watched.Told
            .Where(told => told.Message.StartsWith("ball", StringComparison.Ordinal))
            .GroupBy(told => told.Message, StringComparer.Ordinal))
        {
            Assert.Equal(["sent", "waits", "handled"], ball.OrderBy(told => told.At).Select(told => told.What));
        }
    }

    private sealed class Wall : IActor
    {
        public void Receive(object message, IActorContext context)
        {
            if (message is string text && text.StartsWith("ball", StringComparison.Ordinal))
            {
                context.Send(context.Sender, "back" + text);
            }
        }
    }

    private sealed class Player(ActorRef wall, int balls) : IActor
    {
        public void Receive(object message, IActorContext context)
        {
            for (int ball = 0; ball < balls && message is "begin"; ball++)
            {
                context.Send(wall, $"ball {ball}");
            }
        }
    }

    private sealed class Watched : IRuntimeObserver, IActivityObserver
    {
        public ConcurrentQueue<(string Message, string What, TimeSpan At)> Told { get; } = new();

        public IActivityObserver Activity => this;

        public int Count(string what) => Told.Count(told => told.What == what);

        public void Happened(RunEvent happened)
        {
            // The system's events have tests of their own.
        }

        public void Sent(ActorRef? sender, ActorRef receiver, object message, TimeSpan at) =>
            Told.Enqueue(((string)message, "sent", at));

        public void Waits(ActorRef receiver, object message, TimeSpan since) =>
            Told.Enqueue(((string)message, "waits", since));

        public void Handled(ActorRef actor, object message, TimeSpan began, TimeSpan ended)
        {
            Assert.True(began <= ended);
            Told.Enqueue(((string)message, "handled", began));
        }

        public void Ends(ActorRef actor, TimeSpan at) => Assert.Fail("a live actor's work ends when it ends");
    }
}
