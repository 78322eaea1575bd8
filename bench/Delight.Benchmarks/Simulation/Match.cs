using Akka.Actor;
using Delight.Simulation;
using Simulated = Delight.Simulation.Simulation;

namespace Delight.Benchmarks.Simulation;

/// <summary>One server, its players, and the simulation that they are in; played again and again.</summary>
internal sealed class Match : IDisposable
{
    private readonly Simulated _simulation;
    private readonly Server[] _server = new Server[1];
    private readonly IActorRef _serverReference;
    private readonly int _players;

    public Match(int players, TimeSpan latency)
    {
        _players = players;
        _simulation = Simulated.Create(seed: 1, new SimulationOptions { EventsMax = long.MaxValue / 2 });
        IActorRef[] references = new IActorRef[players];
        Props group = Props.CreateBy(new Producer<PlayerGroup>(() => new PlayerGroup(references)));
        Props server = Props.CreateBy(new Producer<Server>(() => _server[0] = new Server(references)));
        if (latency > TimeSpan.Zero)
        {
            _simulation.Network.DefaultQuality = new() { Latency = latency };
            _simulation.AddNode("far", group);
            _serverReference = _simulation.AddNode("near", server);
        }
        else
        {
            _simulation.System.ActorOf(group, "players");
            _serverReference = _simulation.System.ActorOf(server, "server");
        }

        _simulation.RunUntilIdle();
    }

    /// <summary>Virtual time since the start.</summary>
    public TimeSpan Elapsed => _simulation.Elapsed;

    /// <summary>Plays until a number of messages has been delivered between server and players.</summary>
    /// <param name="messages">An even number, at least two for each player.</param>
    /// <returns>Messages delivered, the one that starts it included.</returns>
    public long Play(int messages)
    {
        long before = _simulation.Counters.Deliveries;
        _server[0].ReturnsLeft = (messages / 2) - _players;
        _serverReference.Tell(Ball.Instance, ActorRefs.NoSender);
        _simulation.RunUntilIdle();
        return _simulation.Counters.Deliveries - before;
    }

    public void Dispose() => _simulation.Dispose();

    private sealed class Producer<T>(Func<T> create) : IIndirectActorProducer
        where T : ActorBase
    {
        public Type ActorType => typeof(T);

        public ActorBase Produce() => create();

        public void Release(ActorBase actor)
        {
            // They hold nothing.
        }
    }
}
