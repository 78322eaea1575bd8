using Akka.Actor;
using Akka.Cluster;

namespace Delight.Simulation.Cluster.Tests.Registry;

/// <summary>Registers its node, and asks again until it is registered.</summary>
public sealed class NodeAgent : UntypedActor, IWithTimers
{
    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() =>
        Timers.StartPeriodicTimer("ask", "ask", TimeSpan.Zero, TimeSpan.FromSeconds(1));

    protected override void OnReceive(object message)
    {
        if (message is "registered")
        {
            Timers.Cancel("ask");
            return;
        }

        UniqueAddress self = Akka.Cluster.Cluster.Get(Context.System).SelfUniqueAddress;
        Context.ActorSelection("akka.tcp://simulation@a:2552/user/registry").Tell(
            new Register(self.Address.Host, self.Uid));
    }
}
