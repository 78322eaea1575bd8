using Akka.Actor;
using Akka.Configuration;
using Delight.Actors.Akka.Hosting;
using Delight.Actors.Port;
using IActorContext = Delight.Actors.Port.IActorContext;

namespace Delight.Actors.Akka.Measuring;

/// <summary>What a message costs on Akka.NET, by its own actors and by the port's.</summary>
/// <remarks>Each call starts a system, measures, and ends it.</remarks>
public static class AkkaMessageMeasure
{
    // Standard output is the bench's own.
    private static readonly Config Silent = ConfigurationFactory.ParseString(
        "akka { loglevel = OFF, stdout-loglevel = OFF }");

    /// <summary>Nanoseconds a message from outside to one receiver, until the last one is handled.</summary>
    /// <param name="messages">At least 1.</param>
    /// <param name="isBare">True for Akka's own actors, false for the port's actors on it.</param>
    public static double Tell(int messages, bool isBare) => isBare
        ? Bare(messages, messages, (system, player) => system.ActorOf(Props.Create(() => new BareReceiver(player))))
        : Ported(messages, messages, hasWall: false);

    /// <summary>Nanoseconds a message between two actors; a round trip is two.</summary>
    /// <param name="exchanges">Round trips, at least 1.</param>
    /// <param name="isBare">True for Akka's own actors, false for the port's actors on it.</param>
    public static double PingPong(int exchanges, bool isBare) => isBare
        ? Bare(1, exchanges, (system, player) =>
        {
            player.Wall = system.ActorOf(Props.Create(() => new BareWall()));
            return system.ActorOf(Props.Create(() => new BareReceiver(player)));
        }) / 2
        : Ported(1, exchanges, hasWall: true) / 2;

    private static double Bare(int sent, int counted, Func<ActorSystem, Countdown, IActorRef> spawn)
    {
        using ActorSystem system = ActorSystem.Create("bare", Silent);
        Countdown player = new(counted);
        IActorRef receiver = spawn(system, player);
        double time = Measure(player, counted, () =>
        {
            object message = new();
            for (int i = 0; i < sent; i++)
            {
                receiver.Tell(message, ActorRefs.NoSender);
            }
        });
        system.Terminate().GetAwaiter().GetResult();
        return time;
    }

    private static double Ported(int sent, int counted, bool hasWall)
    {
        AkkaRuntime runtime = new(new AkkaOptions { Seed = 1, Time = TimeProvider.System });
        Countdown player = new(counted);
        ActorRef? wall = hasWall ? runtime.Spawn("wall", new ActorSpec { Create = () => new Wall() }) : null;
        ActorRef receiver = runtime.Spawn("player", new ActorSpec { Create = () => new Receiver(player, wall) });
        double time = Measure(player, counted, () =>
        {
            object message = new();
            for (int i = 0; i < sent; i++)
            {
                runtime.Send(receiver, message);
            }
        });
        runtime.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return time;
    }

    private static double Measure(Countdown player, int counted, Action send)
    {
        long began = TimeProvider.System.GetTimestamp();
        send();
        player.Done.GetAwaiter().GetResult();
        return TimeProvider.System.GetElapsedTime(began).TotalNanoseconds / counted;
    }

    /// <summary>Counts messages and says when the last one came.</summary>
    private sealed class Countdown(int messages)
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = messages;

        public IActorRef? Wall { get; set; }

        public Task Done => _done.Task;

        /// <returns>False for the last one.</returns>
        public bool Count()
        {
            if (--_left > 0)
            {
                return true;
            }

            _done.TrySetResult();
            return false;
        }
    }

    private sealed class BareReceiver(Countdown player) : UntypedActor
    {
        private bool _hasBegun;

        protected override void OnReceive(object message)
        {
            // The first message of a rally comes from outside and is not counted.
            bool isServe = player.Wall is not null && !_hasBegun;
            _hasBegun = true;
            if (isServe || player.Count())
            {
                player.Wall?.Tell(message, Self);
            }
        }
    }

    private sealed class BareWall : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }

    private sealed class Receiver(Countdown player, ActorRef? wall) : IActor
    {
        private bool _hasBegun;

        public void Receive(object message, IActorContext context)
        {
            bool isServe = wall is not null && !_hasBegun;
            _hasBegun = true;
            if ((isServe || player.Count()) && wall is not null)
            {
                context.Send(wall, message);
            }
        }
    }

    private sealed class Wall : IActor
    {
        public void Receive(object message, IActorContext context) => context.Send(context.Sender, message);
    }
}
