using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Delight.Actors.Akka.Measuring;
using Delight.Actors.Port;
using Delight.Actors.Simulation;
using Delight.Actors.Threads;

namespace Delight.Host.Bench;

/// <summary>What a message costs: on threads beside raw channels on the same pool, and in virtual time.</summary>
/// <remarks>
/// <para><c>actor-tell</c>: one thread sends to one receiver as fast as it can, until the last message is handled.
/// <c>actor-ping-pong</c>: one message goes to and fro between two of them, so that each delivery wakes
/// somebody.</para>
/// <para>A channel is the least that could do the work: it has no sender, no supervision, no bound with a policy and
/// nobody to restart. What an actor adds is the ratio.</para>
/// <para><c>actor-tell-akka</c> and <c>actor-ping-pong-akka</c> are the threads runtime
/// beside Akka's own actors, <c>akka-port-tell</c> and <c>akka-port-ping-pong</c> the port's actors on Akka beside
/// these.</para>
/// </remarks>
internal sealed class ActorBench : IBench
{
    private const int Rounds = 11;

    /// <inheritdoc/>
    public string Name => "actors";

    /// <inheritdoc/>
    public string Summary => "messages between actors beside raw channels, deliveries in virtual time, bytes an actor";

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
        };
        BenchRow tell = SideBySide.Measure(
            "actor-tell", () => Tell(sizes.Tells), () => ChannelReference.Tell(sizes.Tells), sizes.Rounds, details);
        BenchRow pingPong = SideBySide.Measure(
            "actor-ping-pong", () => PingPong(sizes.Exchanges), () => ChannelReference.PingPong(sizes.Exchanges),
            sizes.Rounds, details);
        details["simulated"] = new JsonObject
        {
            ["actors"] = sizes.Actors,
            ["deliveriesPerSecond"] = SimulatedDeliveries(sizes),
        };
        details["bytesPerIdleActor"] = new JsonObject
        {
            ["simulated"] = BytesPerActor(sizes.Actors, SpawnSimulated),
            ["threads"] = BytesPerActor(sizes.Actors, SpawnThreaded),
        };
        BenchRow[] rows = [tell, pingPong, .. OnAkka(sizes, details)];
        return new BenchResult([.. rows.Select(row => row with { Unit = "ns" })], details);
    }

    /// <summary>Our threads beside Akka's own actors, and the port on Akka beside the same.</summary>
    private static IEnumerable<BenchRow> OnAkka(Sizes sizes, JsonObject details)
    {
        BenchRow Row(string name, Func<double> ours, Func<double> theirs) =>
            SideBySide.Measure(name, ours, theirs, sizes.Rounds, details);

        double BareTell() => AkkaMessageMeasure.Tell(sizes.Tells, isBare: true);
        double BarePingPong() => AkkaMessageMeasure.PingPong(sizes.Exchanges, isBare: true);
        return
        [
            Row("actor-tell-akka", () => Tell(sizes.Tells), BareTell),
            Row("actor-ping-pong-akka", () => PingPong(sizes.Exchanges), BarePingPong),
            Row("akka-port-tell", () => AkkaMessageMeasure.Tell(sizes.Tells, isBare: false), BareTell),
            Row("akka-port-ping-pong", () => AkkaMessageMeasure.PingPong(sizes.Exchanges, isBare: false), BarePingPong),
        ];
    }

    /// <summary>Nanoseconds a message, sent from outside.</summary>
    private static double Tell(int messages)
    {
        ThreadedRuntime runtime = CreateThreaded();
        Countdown receiver = new(messages);
        ActorRef address = runtime.Spawn("receiver", new ActorSpec { Create = () => receiver });
        object message = new();
        long began = Stopwatch.GetTimestamp();
        for (int sent = 0; sent < messages; sent++)
        {
            runtime.Send(address, message);
        }

        return Finish(runtime, receiver, began, messages);
    }

    /// <summary>Nanoseconds a message between two actors; a round trip is two.</summary>
    private static double PingPong(int exchanges)
    {
        ThreadedRuntime runtime = CreateThreaded();
        Countdown player = new(exchanges);
        ActorRef wall = runtime.Spawn("wall", new ActorSpec { Create = () => new Wall() });
        player.Partner = wall;
        ActorRef address = runtime.Spawn("player", new ActorSpec { Create = () => player });
        long began = Stopwatch.GetTimestamp();
        runtime.Send(address, new object());
        return Finish(runtime, player, began, 2 * exchanges);
    }

    private static double Finish(ThreadedRuntime runtime, Countdown last, long began, int messages)
    {
        last.Done.GetAwaiter().GetResult();
        double time = Stopwatch.GetElapsedTime(began).TotalNanoseconds / messages;
        runtime.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return time;
    }

    private static ThreadedRuntime CreateThreaded() =>
        new(new ThreadedOptions { Seed = 1, Time = TimeProvider.System });

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

    private static long BytesPerActor(int actors, Func<int, object> spawn)
    {
        spawn(1); // whatever a first system costs once
        long before = GC.GetTotalMemory(forceFullCollection: true);
        object system = spawn(actors);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(system);
        (system as ThreadedRuntime)?.DisposeAsync().AsTask().GetAwaiter().GetResult();
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

    private static ThreadedRuntime SpawnThreaded(int actors)
    {
        ThreadedRuntime runtime = CreateThreaded();
        ActorSpec spec = new() { Create = () => new Wall() };
        foreach (string name in Names(actors))
        {
            runtime.Spawn(name, spec);
        }

        runtime.RunAsync().GetAwaiter().GetResult(); // until all have begun
        return runtime;
    }

    private static IEnumerable<string> Names(int count) => Enumerable.Range(0, count)
        .Select(index => string.Create(CultureInfo.InvariantCulture, $"actor-{index}"));

    /// <summary>How much to measure.</summary>
    internal sealed record Sizes(int Tells, int Exchanges, int Actors, int Rounds);

    /// <summary>Counts messages, sends each on where it has a partner, and says when the last one came.</summary>
    private sealed class Countdown(int messages) : IActor
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = messages;

        public ActorRef? Partner { get; set; }

        public Task Done => _done.Task;

        public void Receive(object message, IActorContext context)
        {
            if (Partner is { } partner)
            {
                context.Send(partner, message);
            }

            if (--_left == 0)
            {
                Partner = null;
                _done.SetResult();
            }
        }
    }

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
