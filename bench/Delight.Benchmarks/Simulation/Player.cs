using Delight.Actors.Port;

namespace Delight.Benchmarks.Simulation;

/// <summary>Sends every ball back.</summary>
internal sealed class Player : IActor
{
    public void Receive(object message, IActorContext context) => context.Send(context.Sender, message);
}
