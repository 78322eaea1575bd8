using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.PublishSubscribe;

namespace Delight.Simulation.Cluster.Programs;

/// <summary>Greets all members of the cluster each second, answers greetings, and says now and then on a topic how many
/// answers it has.</summary>
public sealed class Greeter : UntypedActor, IWithTimers
{
    public const string Topic = "greetings";

    private readonly IActorRef _mediator = DistributedPubSub.Get(Context.System).Mediator;
    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);
    private long _ticks;

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>Answers that came.</summary>
    public long Answers { get; private set; }

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("tick", "tick", TimeSpan.FromSeconds(1));
        _mediator.Tell(new Subscribe(Topic, Self));
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case "tick":
                foreach (Member member in _cluster.State.Members)
                {
                    Context.ActorSelection(new RootActorPath(member.Address) / "user" / "greeter").Tell("hello");
                }

                if (++_ticks % 5 == 0)
                {
                    _mediator.Tell(new Publish(Topic, Answers));
                }

                break;
            case "hello":
                Sender.Tell("answer");
                break;
            case "answer":
                Answers++;
                break;
        }
    }
}
