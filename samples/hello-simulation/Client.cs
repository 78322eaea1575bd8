using Akka.Actor;

namespace Delight.Samples.HelloSimulation;

internal sealed class Client : ReceiveActor, IWithTimers
{
    public Client(string server)
    {
        Receive<string>(text => text == "minute", _ => Context.ActorSelection(server).Tell("hello"));
        Receive<string>(_ => Answers++);
    }

    public static int Answers { get; private set; }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Timers.StartPeriodicTimer("minute", "minute", TimeSpan.FromMinutes(1));
}
