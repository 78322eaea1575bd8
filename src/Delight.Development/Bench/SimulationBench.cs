using System.Diagnostics;
using System.Text.Json.Nodes;
using Akka.Actor;
using Akka.Configuration;
using Delight.Simulation.Network;

namespace Delight.Development.Bench;

/// <summary>What a delivery costs in a simulation of Akka.NET, digest included, beside bare Akka.NET live.</summary>
/// <remarks>
/// <para><c>simulation-instant</c>: 100 pairs of actors play a ball to and fro within one instant.
/// <c>simulation-latency</c>: the same over links of 1 ms, a node for each actor. <c>simulation-100k</c>: 100,000
/// actors, each of which sends one ball back and forth with a server, so that hardly anything stays in the
/// caches.</para>
/// <para>The reference is the same game on a live system of Akka.NET on this machine's cores.</para>
/// </remarks>
internal sealed class SimulationBench : IBench
{
    private const int Rounds = 5;

    /// <inheritdoc/>
    public string Name => "simulation";

    /// <inheritdoc/>
    public string Summary => "a delivery in a simulation of Akka.NET beside bare Akka.NET live, bytes an idle actor";

    /// <inheritdoc/>
    public BenchResult Run() => Run(new Sizes(Pairs: 100, Exchanges: 10_000, Actors: 100_000, Rounds));

    /// <summary>The same at any size; also what the tests run.</summary>
    internal static BenchResult Run(Sizes sizes)
    {
        JsonObject details = new()
        {
            ["pairs"] = sizes.Pairs, ["exchanges"] = sizes.Exchanges, ["actors"] = sizes.Actors,
        };
        BenchRow Row(string name, Func<double> ours, Func<double> reference) =>
            SideBySide.Measure(name, ours, reference, sizes.Rounds, details) with { Unit = "ns" };

        int perActor = Math.Max(1, sizes.Pairs * sizes.Exchanges / sizes.Actors);
        BenchRow[] rows =
        [
            Row("simulation-instant", () => Simulated(sizes.Pairs, sizes.Exchanges, hasLinks: false),
                () => Live(sizes.Pairs, sizes.Exchanges)),
            Row("simulation-latency", () => Simulated(sizes.Pairs, sizes.Exchanges, hasLinks: true),
                () => Live(sizes.Pairs, sizes.Exchanges)),
            Row("simulation-100k", () => Simulated(sizes.Actors / 2, perActor, hasLinks: false),
                () => Live(sizes.Actors / 2, perActor)),
        ];
        details["bytesPerIdleActor"] = BytesPerActor(sizes.Actors);
        return new BenchResult(rows, details);
    }

    private static double Simulated(int pairs, int exchanges, bool hasLinks)
    {
        using Simulation.Simulation simulation = Simulation.Simulation.Create(seed: 1);
        Countdown left = new(pairs);
        IActorRef[] servers = new IActorRef[pairs];
        for (int pair = 0; pair < pairs; pair++)
        {
            string wall = FormattableString.Invariant($"wall-{pair}");
            string player = FormattableString.Invariant($"player-{pair}");
            if (hasLinks)
            {
                IActorRef other = simulation.AddNode(wall, Wall.Props);
                servers[pair] = simulation.AddNode(player, Player.Props(other, exchanges, left));
                simulation.Network.Link(wall, player).Latency = Latency.Constant(TimeSpan.FromMilliseconds(1));
                simulation.Network.Link(player, wall).Latency = Latency.Constant(TimeSpan.FromMilliseconds(1));
            }
            else
            {
                IActorRef other = simulation.System.ActorOf(Wall.Props, wall);
                servers[pair] = simulation.System.ActorOf(Player.Props(other, exchanges, left), player);
            }
        }

        simulation.RunUntilIdle();
        foreach (IActorRef server in servers)
        {
            server.Tell(Ball.Instance);
        }

        long before = simulation.Counters.Deliveries;
        long began = Stopwatch.GetTimestamp();
        simulation.RunUntil(() => left.IsOver, Timeout.InfiniteTimeSpan);
        double time = Stopwatch.GetElapsedTime(began).TotalNanoseconds;
        return time / (simulation.Counters.Deliveries - before);
    }

    private static double Live(int pairs, int exchanges)
    {
        using ActorSystem system = ActorSystem.Create(
            "live", ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF }"));
        Countdown left = new(pairs);
        IActorRef[] servers = [.. Enumerable.Range(0, pairs).Select(_ =>
        {
            IActorRef wall = system.ActorOf(Wall.Props);
            return system.ActorOf(Player.Props(wall, exchanges, left));
        })];
        long began = Stopwatch.GetTimestamp();
        foreach (IActorRef server in servers)
        {
            server.Tell(Ball.Instance);
        }

        left.Over.GetAwaiter().GetResult();
        double time = Stopwatch.GetElapsedTime(began).TotalNanoseconds;
        system.Terminate().GetAwaiter().GetResult();
        return time / (2.0 * pairs * exchanges);
    }

    private static long BytesPerActor(int actors)
    {
        using Simulation.Simulation simulation = Simulation.Simulation.Create(seed: 1);
        simulation.System.ActorOf(Wall.Props, "first"); // whatever a first actor costs once
        simulation.RunUntilIdle();
        long before = SettledMemory();
        for (int actor = 0; actor < actors; actor++)
        {
            simulation.System.ActorOf(Wall.Props, FormattableString.Invariant($"wall-{actor}"));
        }

        simulation.RunUntilIdle();
        return (SettledMemory() - before) / actors;
    }

    /// <summary>Bytes that are reachable, once finalizers have let go of what they hold of earlier work.</summary>
    private static long SettledMemory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>How much to measure.</summary>
    /// <param name="Pairs">Of actors.</param>
    /// <param name="Exchanges">Of each pair; two deliveries each.</param>
    /// <param name="Actors">Of the largest game.</param>
    /// <param name="Rounds">That count.</param>
    internal sealed record Sizes(int Pairs, int Exchanges, int Actors, int Rounds);

    private sealed class Ball
    {
        public static readonly Ball Instance = new();
    }

    /// <summary>Says when the last player has ended.</summary>
    private sealed class Countdown(int players)
    {
        private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = players;

        public bool IsOver => Volatile.Read(ref _left) == 0;

        public Task Over => _over.Task;

        public void End()
        {
            if (Interlocked.Decrement(ref _left) == 0)
            {
                _over.SetResult();
            }
        }
    }

    private sealed class Wall : UntypedActor
    {
        public static Props Props { get; } = Akka.Actor.Props.Create(() => new Wall());

        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }

    private sealed class Player(IActorRef wall, int exchanges, Countdown over) : UntypedActor
    {
        private int _left = exchanges;

        public static Props Props(IActorRef wall, int exchanges, Countdown over) =>
            Akka.Actor.Props.Create(() => new Player(wall, exchanges, over));

        protected override void OnReceive(object message)
        {
            if (_left-- > 0)
            {
                wall.Tell(message, Self);
            }
            else
            {
                over.End();
            }
        }
    }
}
