using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Delight.Actors.Akka.Measuring;
using Delight.Actors.Port;
using Delight.Actors.Simulation;

namespace Delight.Host.Bench;

/// <summary>What a message costs: to the port's actors on Akka.NET beside Akka's own, and in virtual time.</summary>
/// <remarks>
/// <para><c>akka-port-tell</c>: one thread sends to one receiver as fast as it can, until the last message is handled.
/// <c>akka-port-ping-pong</c>: one message goes to and fro between two actors, so that each delivery wakes
/// somebody.</para>
/// <para>Akka's own actors have no bound with a policy, no drops that somebody counts and no links. What the port adds
/// is the ratio.</para>
/// </remarks>
internal sealed class ActorBench : IBench
{
    private const int Rounds = 11;

    /// <inheritdoc/>
    public string Name => "actors";

    /// <inheritdoc/>
    public string Summary =>
        "messages of the port on Akka.NET beside Akka's own, deliveries in virtual time, bytes an actor";

    /// <inheritdoc/>
    public BenchResult Run() => Run(new Sizes(Tells: 200_000, Exchanges: 50_000, Actors: 10_000, Rounds));

    /// <summary>The same at any size; also what the tests run.</summary>
    internal static BenchResult Run(Sizes sizes)
    {
        JsonObject details = new()
        {
            ["processors"] = Environment.ProcessorCount,
            ["tells"] = sizes.Tells,
            ["exchanges"] = sizes.Exchanges,
            ["simulated"] = new JsonObject
            {
                ["actors"] = sizes.Actors,
                ["deliveriesPerSecond"] = SimulatedDeliveries(sizes),
            },
            ["bytesPerIdleActor"] = new JsonObject { ["simulated"] = BytesPerActor(sizes.Actors) },
        };
        return new BenchResult([.. OnAkka(sizes, details).Select(row => row with { Unit = "ns" })], details);
    }

    /// <summary>The port on Akka beside Akka's own actors.</summary>
    private static IEnumerable<BenchRow> OnAkka(Sizes sizes, JsonObject details)
    {
        BenchRow Row(string name, Func<bool, double> measure) => SideBySide.Measure(
            name, () => measure(false), () => measure(true), sizes.Rounds, details);

        return
        [
            Row("akka-port-tell", isBare => AkkaMessageMeasure.Tell(sizes.Tells, isBare)),
            Row("akka-port-ping-pong", isBare => AkkaMessageMeasure.PingPong(sizes.Exchanges, isBare)),
        ];
    }

    /// <summary>Deliveries a second between a server and many actors, on this one thread; the best round
    /// counts, and the first one warms up.</summary>
    private static double SimulatedDeliveries(Sizes sizes)
    {
        double best = 0;
        SimulatedRuntime runtime = new(new SimulationOptions { Seed = 1 });
        ActorSpec wall = new() { Create = () => new Wall() };
        ActorRef[] walls = [.. Names(sizes.Actors).Select(name => runtime.Spawn(name, wall))];
        Burst server = new(walls);
        ActorRef address = runtime.Spawn("server", new ActorSpec { Create = () => server });
        for (int round = 0; round <= sizes.Rounds; round++)
        {
            long before = runtime.Counters.Deliveries;
            long began = Stopwatch.GetTimestamp();
            runtime.Send(address, Ball.Instance);
            runtime.Run();
            double time = Stopwatch.GetElapsedTime(began).TotalSeconds;
            best = Math.Max(best, round == 0 ? 0 : (runtime.Counters.Deliveries - before) / time);
        }

        return Math.Round(best);
    }

    private static long BytesPerActor(int actors)
    {
        SpawnSimulated(1); // whatever a first system costs once
        long before = GC.GetTotalMemory(forceFullCollection: true);
        SimulatedRuntime system = SpawnSimulated(actors);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(system);
        return (after - before) / actors;
    }

    private static SimulatedRuntime SpawnSimulated(int actors)
    {
        SimulatedRuntime runtime = new(new SimulationOptions { Seed = 1 });
        ActorSpec spec = new() { Create = () => new Wall() };
        ActorRef[] walls = [.. Names(actors).Select(name => runtime.Spawn(name, spec))];
        runtime.Send(walls[^1], Ball.Instance);
        runtime.Run();
        return runtime;
    }

    private static IEnumerable<string> Names(int count) => Enumerable.Range(0, count)
        .Select(index => string.Create(CultureInfo.InvariantCulture, $"actor-{index}"));

    /// <summary>How much to measure.</summary>
    internal sealed record Sizes(int Tells, int Exchanges, int Actors, int Rounds);

    /// <summary>Sends everything back to whoever sent it.</summary>
    private sealed class Wall : IActor
    {
        public void Receive(object message, IActorContext context)
        {
            if (context.Sender != context.Self)
            {
                context.Send(context.Sender, message);
            }
        }
    }

    /// <summary>Sends one ball to every wall when told from outside.</summary>
    private sealed class Burst(ActorRef[] walls) : IActor
    {
        public void Receive(object message, IActorContext context)
        {
            if (context.Sender == context.Self)
            {
                foreach (ActorRef wall in walls)
                {
                    context.Send(wall, message);
                }
            }
        }
    }

    /// <summary>A message with one number to hash, as small as a message of the roles.</summary>
    private sealed class Ball : IMessage
    {
        public static readonly Ball Instance = new();

        public string WireName => "ball/1";

        public void Describe(ref MessageDigest digest) => digest.Add(1);
    }
}
