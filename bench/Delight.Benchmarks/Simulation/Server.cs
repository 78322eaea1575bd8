using Delight.Actors.Port;

namespace Delight.Benchmarks.Simulation;

/// <summary>Serves one ball to each player when told from outside, and sends what comes back out again while returns
/// are left.</summary>
internal sealed class Server(ActorRef[] players) : IActor
{
    public long ReturnsLeft { get; set; }

    public void Receive(object message, IActorContext context)
    {
        if (context.Sender == context.Self)
        {
            foreach (ActorRef player in players)
            {
                context.Send(player, message);
            }
        }
        else if (ReturnsLeft > 0)
        {
            ReturnsLeft--;
            context.Send(context.Sender, message);
        }
    }
}
