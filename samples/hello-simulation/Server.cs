using Akka.Actor;

namespace Delight.Samples.HelloSimulation;

internal sealed class Server : ReceiveActor
{
    public Server() => Receive<string>(question => Sender.Tell($"{question} yourself"));
}
