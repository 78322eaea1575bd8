using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Recording;
using Delight.Actors.Simulation;

namespace Delight.Host.Tests.Traces;

/// <summary>Two actors on two nodes that send one message to and fro, 1 ms each way.</summary>
internal static class ActorsOfATrace
{
    public static void Exchange(IRuntimeObserver observer, int messages)
    {
        SimulatedRuntime runtime = new(new SimulationOptions
        {
            Seed = 1, Observer = observer, Network = new NetworkOptions { Latency = TimeSpan.FromMilliseconds(1) },
        });
        ActorRef right = runtime.Spawn("right", new ActorSpec { Create = () => new Player(messages), Node = "east" });
        Player left = new(messages) { Partner = right };
        runtime.Send(runtime.Spawn("left", new ActorSpec { Create = () => left, Node = "west" }), new object());
        runtime.Run();
    }

    /// <summary>Hears nothing.</summary>
    public sealed class Nobody : IRuntimeObserver
    {
        public void Happened(RunEvent happened)
        {
            // Nobody listens.
        }
    }

    private sealed class Player(int messages) : IActor
    {
        private int _left = messages;

        public ActorRef? Partner { get; init; }

        public void Receive(object message, IActorContext context)
        {
            if (_left-- > 0)
            {
                context.Send(Partner ?? context.Sender, message);
            }
        }
    }
}
