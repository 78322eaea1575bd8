using Akka.Actor;

namespace Delight.Benchmarks.Simulation;

/// <summary>Sends every ball back.</summary>
internal sealed class Player : UntypedActor
{
    protected override void OnReceive(object message) => Sender.Tell(message, Self);
}

/// <summary>Makes the players and shows them to the server.</summary>
internal sealed class PlayerGroup(IActorRef[] players) : UntypedActor
{
    private static readonly Props Each = Props.Create<Player>();

    protected override void PreStart()
    {
        for (int player = 0; player < players.Length; player++)
        {
            players[player] = Context.ActorOf(Each);
        }
    }

    protected override void OnReceive(object message) => Unhandled(message);
}
