using System.Globalization;
using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Simulation;

namespace Delight.Benchmarks.Simulation;

/// <summary>One server, its players, and the runtime that they live in; played again and again.</summary>
internal sealed class Match
{
    private readonly SimulatedRuntime _runtime;
    private readonly Server _server;
    private readonly ActorRef _serverAddress;
    private readonly int _players;

    public Match(int players, TimeSpan latency)
    {
        string node = latency > TimeSpan.Zero ? "far" : "near";
        _players = players;
        _runtime = new SimulatedRuntime(new SimulationOptions
        {
            Seed = 1, Network = new NetworkOptions { Latency = latency },
        });
        ActorSpec spec = new() { Create = () => new Player(), Node = node };
        ActorRef[] addresses = new ActorRef[players];
        for (int player = 0; player < players; player++)
        {
            addresses[player] = _runtime.Spawn(string.Create(CultureInfo.InvariantCulture, $"player-{player}"), spec);
        }

        _server = new Server(addresses);
        _serverAddress = _runtime.Spawn("server", new ActorSpec { Create = () => _server, Node = "near" });
    }

    /// <summary>Virtual time since the start.</summary>
    public TimeSpan Elapsed => _runtime.Clock.Elapsed;

    /// <summary>Plays until a number of messages has been delivered between server and players.</summary>
    /// <param name="messages">An even number, at least two for each player.</param>
    /// <returns>Messages delivered, the one that starts it included.</returns>
    public long Play(int messages)
    {
        long before = _runtime.Counters.Deliveries;
        _server.ReturnsLeft = (messages / 2) - _players;
        _runtime.Send(_serverAddress, Ball.Instance);
        _runtime.Run();
        return _runtime.Counters.Deliveries - before;
    }
}
