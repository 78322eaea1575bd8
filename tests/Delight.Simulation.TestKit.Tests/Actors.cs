using Akka.Actor;

namespace Delight.Simulation.TestKit.Tests;

/// <summary>Answers each text.</summary>
internal sealed class Echo : ReceiveActor
{
    public Echo() => ReceiveAny(message => Sender.Tell(message));
}

/// <summary>Tells somebody a number each second, from 1.</summary>
internal sealed class Ticker : ReceiveActor, IWithTimers
{
    private int _count;

    public Ticker(IActorRef listener) => Receive<string>(_ => listener.Tell(++_count));

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Timers.StartPeriodicTimer("tick", "tick", TimeSpan.FromSeconds(1));
}

/// <summary>Tells somebody each of its messages after a delay.</summary>
internal sealed class Later : ReceiveActor
{
    public Later(IActorRef listener) => Receive<(TimeSpan Delay, object Message)>(later =>
        Context.System.Scheduler.ScheduleTellOnce(later.Delay, listener, later.Message, Self));
}

/// <summary>Has one child, which throws at each text and starts again.</summary>
internal sealed class Parent : ReceiveActor
{
    public Parent()
    {
        IActorRef child = Context.ActorOf(Props.Create<Child>(), "child");
        ReceiveAny(message => child.Forward(message));
    }

    private sealed class Child : ReceiveActor
    {
        public Child()
        {
            Receive<string>(text => throw new InvalidOperationException($"cannot do {text}"));
            Receive<int>(number => Sender.Tell(number));
        }
    }
}

/// <summary>Counts what it is asked.</summary>
internal sealed class Server : ReceiveActor
{
    private int _count;

    public Server() => Receive<string>(_ => Sender.Tell(++_count));
}

/// <summary>Passes a question on, and asks again each second until the answer comes.</summary>
internal sealed class Client : ReceiveActor, IWithTimers
{
    private IActorRef? _asker;

    public Client()
    {
        Receive<string>(text => text == "again", _ => Ask());
        Receive<string>(_ =>
        {
            _asker = Sender;
            Timers.StartPeriodicTimer("again", "again", TimeSpan.FromSeconds(1));
            Ask();
        });
        Receive<int>(count =>
        {
            if (_asker is not null)
            {
                Timers.Cancel("again");
                _asker.Tell(count);
                _asker = null;
            }
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private static void Ask() => Context.ActorSelection("/user/server").Tell("count");
}
