using Akka.Actor;
using Delight.Actors.Recording;
using Delight.Actors.Testing.Training;
using Delight.Simulation;
using Delight.Simulation.Observing;

namespace Delight.Host.Tests.Traces;

/// <summary>Two actors on two nodes that send one message to and fro, 1 ms each way.</summary>
internal static class ActorsOfATrace
{
    public static void Exchange(ISimulationObserver? observer, int messages)
    {
        using Delight.Simulation.Simulation simulation = Delight.Simulation.Simulation.Create(
            seed: 1, new SimulationOptions { Observer = observer });
        simulation.AddNode("east", Props.Create(() => new Player(messages)));
        simulation.AddNode("west", Props.Create(() => new Player(messages)));
        foreach ((string from, string to) in (ReadOnlySpan<(string, string)>)[("east", "west"), ("west", "east")])
        {
            simulation.Network.Link(from, to).Latency = TimeSpan.FromMilliseconds(1);
        }

        simulation.System.ActorSelection("/user/west").Tell(new object(), ActorRefs.NoSender);
        simulation.RunUntilIdle();
    }

    /// <summary>Hears nothing.</summary>
    public sealed class Nobody : ITrainingObserver
    {
        public void Happened(RunEvent happened)
        {
            // Nobody listens.
        }
    }

    private sealed class Player(int messages) : UntypedActor
    {
        private readonly ActorSelection _partner = Context.ActorSelection(
            Context.Self.Path.Name == "west" ? "/user/east" : "/user/west");

        private int _left = messages;

        protected override void OnReceive(object message)
        {
            if (_left-- > 0)
            {
                _partner.Tell(message, Self);
            }
        }
    }
}
