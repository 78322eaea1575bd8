using Akka.Actor;

namespace Delight.Benchmarks.Simulation;

/// <summary>Serves one ball to each player when told from outside, and sends what comes back out again while returns
/// are left.</summary>
internal sealed class Server(IActorRef[] players) : UntypedActor
{
    public long ReturnsLeft { get; set; }

    protected override void OnReceive(object message)
    {
        if (Sender.IsNobody())
        {
            foreach (IActorRef player in players)
            {
                player.Tell(message, Self);
            }
        }
        else if (ReturnsLeft > 0)
        {
            ReturnsLeft--;
            Sender.Tell(message, Self);
        }
    }
}
