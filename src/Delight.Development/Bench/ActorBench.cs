using System.Text.Json.Nodes;
using Akka.Actor;
using Akka.Configuration;
using Delight.Simulation.Live;

namespace Delight.Development.Bench;

/// <summary>What a message costs on the nodes of a live training, beside bare Akka.NET.</summary>
/// <remarks>
/// <para><c>actors-tell</c>: one thread sends to one receiver on a node as fast as it can, until the last message is
/// handled. <c>actors-ping-pong-node</c>: one message goes to and fro between two actors of one node, so that each
/// delivery wakes somebody. <c>actors-ping-pong-link</c>: the same between two nodes.</para>
/// <para>The reference is the same on bare Akka.NET. <c>bench live</c> sends many messages from actor to actor.</para>
/// </remarks>
internal sealed class ActorBench : IBench
{
    private const int Rounds = 11;

    // Standard output is the bench's own.
    private const string Quiet = "akka { loglevel = OFF, stdout-loglevel = OFF }";

    private enum Place
    {
        Bare,
        OneNode,
        TwoNodes,
    }

    /// <inheritdoc/>
    public string Name => "actors";

    /// <inheritdoc/>
    public string Summary => "a message to a node, and to and fro within and between nodes, beside bare Akka.NET";

    /// <inheritdoc/>
    public BenchResult Run() => Run(new Sizes(Tells: 200_000, Exchanges: 50_000, Rounds));

    /// <summary>The same at any size; also what the tests run.</summary>
    internal static BenchResult Run(Sizes sizes)
    {
        JsonObject details = new()
        {
            ["processors"] = Environment.ProcessorCount,
            ["tells"] = sizes.Tells,
            ["exchanges"] = sizes.Exchanges,
        };
        BenchRow Row(string name, Func<Place, double> measure, Place place) => SideBySide.Measure(
            name, () => measure(place), () => measure(Place.Bare), sizes.Rounds, details) with { Unit = "ns" };

        double Tell(Place place) => Measure(place, new Game(sizes.Tells, HasWall: false));
        double PingPong(Place place) => Measure(place, new Game(sizes.Exchanges, HasWall: true));
        return new BenchResult(
            [
                Row("actors-tell", Tell, Place.OneNode), Row("actors-ping-pong-node", PingPong, Place.OneNode),
                Row("actors-ping-pong-link", PingPong, Place.TwoNodes),
            ],
            details);
    }

    private static double Measure(Place place, Game game)
    {
        if (place == Place.Bare)
        {
            ActorSystem system = ActorSystem.Create("bare", ConfigurationFactory.ParseString(Quiet));
            double bare = game.Play(system.ActorOf(Props.Create(() => new Player(game, null))));
            system.Terminate().GetAwaiter().GetResult();
            return bare;
        }

        LiveFrictions frictions = LiveFrictions.Create(new LiveOptions { Hocon = Quiet });
        IActorRef? wall = place == Place.TwoNodes ? frictions.AddNode("wall", Props.Create(() => new Wall())) : null;
        double time = game.Play(frictions.AddNode("player", Props.Create(() => new Player(game, wall))));
        frictions.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return time;
    }

    /// <summary>How much to measure.</summary>
    internal sealed record Sizes(int Tells, int Exchanges, int Rounds);

    /// <summary>Says when the last message was handled.</summary>
    /// <param name="Count">Messages to one receiver, or round trips to a wall.</param>
    /// <param name="HasWall">True for round trips.</param>
    private sealed record Game(int Count, bool HasWall)
    {
        private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void End() => _over.SetResult();

        /// <returns>Nanoseconds a message; a round trip is two.</returns>
        public double Play(IActorRef player)
        {
            object message = new();
            long began = TimeProvider.System.GetTimestamp();
            for (int sent = 0; sent < (HasWall ? 1 : Count); sent++)
            {
                player.Tell(message, ActorRefs.NoSender);
            }

            _over.Task.GetAwaiter().GetResult();
            return TimeProvider.System.GetElapsedTime(began).TotalNanoseconds / (HasWall ? 2 * Count : Count);
        }
    }

    /// <summary>Counts messages; in round trips it returns each to the wall, which is on its own node unless it is
    /// given one.</summary>
    private sealed class Player : UntypedActor
    {
        private readonly Game _game;
        private readonly IActorRef? _wall;
        private int _left;

        public Player(Game game, IActorRef? wall)
        {
            _game = game;
            _wall = game.HasWall ? wall ?? Context.ActorOf(Props.Create(() => new Wall())) : null;
            _left = game.HasWall ? game.Count + 1 : game.Count; // the first one comes from outside
        }

        protected override void OnReceive(object message)
        {
            if (--_left == 0)
            {
                _game.End();
            }
            else
            {
                _wall?.Tell(message, Self);
            }
        }
    }

    private sealed class Wall : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }
}
