using System.Text.Json.Nodes;
using Akka.Actor;
using Akka.Configuration;
using Delight.Simulation.Live;
using Delight.Simulation.Network;

namespace Delight.Development.Bench;

/// <summary>What live frictions cost: one Tell of a long row, beside bare Akka.NET. How true latencies are.</summary>
/// <remarks>
/// <para><c>live-tell-outside</c>: two actors without nodes. <c>live-tell-node</c>: two actors of one node.
/// <c>live-tell-link</c>: two nodes and a link without latency. The reference is the same on bare Akka.NET.</para>
/// <para>Details: by how many milliseconds messages came later than a latency of 20 ms says.</para>
/// </remarks>
internal sealed class LiveBench : IBench
{
    private const string Quiet = "akka { loglevel = OFF, stdout-loglevel = OFF }";
    private static readonly TimeSpan Latency20 = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc/>
    public string Name => "live";

    /// <inheritdoc/>
    public string Summary => "a Tell on a live system with frictions beside bare Akka.NET, and how true latencies are";

    /// <inheritdoc/>
    public BenchResult Run() => Run(tells: 2_000_000, delayed: 500, rounds: 9);

    /// <summary>The same at any size; also what the tests run.</summary>
    internal static BenchResult Run(int tells, int delayed, int rounds)
    {
        JsonObject details = new() { ["tells"] = tells };
        BenchRow Row(string name, Func<double> ours) =>
            SideBySide.Measure(name, ours, () => Bare(tells), rounds, details) with { Unit = "ns" };

        BenchRow[] rows =
        [
            Row("live-tell-outside", () => Frictions(tells, Place.Outside)),
            Row("live-tell-node", () => Frictions(tells, Place.OneNode)),
            Row("live-tell-link", () => Frictions(tells, Place.TwoNodes)),
        ];
        double[] late = [.. Lateness(delayed).Order()];
        details["lateMilliseconds"] = new JsonObject
        {
            ["min"] = late[0], ["median"] = SideBySide.Median(late), ["p99"] = late[late.Length * 99 / 100],
            ["max"] = late[^1],
        };
        return new BenchResult(rows, details);
    }

    private static double Bare(int tells)
    {
        ActorSystem system = ActorSystem.Create("bare", ConfigurationFactory.ParseString(Quiet));
        Game game = new(tells);
        IActorRef sink = system.ActorOf(Props.Create(() => new Sink(game)));
        double time = game.Play(system.ActorOf(Props.Create(() => new Source(sink))));
        system.Terminate().GetAwaiter().GetResult();
        return time;
    }

    private static double Frictions(int tells, Place place)
    {
        LiveFrictions frictions = LiveFrictions.Create(new() { Hocon = Quiet });
        Game game = new(tells);
        Props sinkProps = Props.Create(() => new Sink(game));
        IActorRef source;
        if (place == Place.OneNode)
        {
            source = frictions.AddNode("node", Props.Create(() => new Source(sinkProps)));
        }
        else
        {
            IActorRef sink = place == Place.TwoNodes
                ? frictions.AddNode("sink", sinkProps) : frictions.System.ActorOf(sinkProps);
            Props sourceProps = Props.Create(() => new Source(sink));
            source = place == Place.TwoNodes
                ? frictions.AddNode("source", sourceProps) : frictions.System.ActorOf(sourceProps);
        }

        double time = game.Play(source);
        frictions.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return time;
    }

    /// <summary>Milliseconds beyond the latency, one message after the other.</summary>
    private static List<double> Lateness(int messages)
    {
        LiveFrictions frictions = LiveFrictions.Create(new() { Hocon = Quiet });
        Late late = new(frictions, messages);
        IActorRef far = frictions.AddNode("far", Props.Create(() => new Echo()));
        IActorRef near = frictions.AddNode("near", Props.Create(() => new Asker(far, late)));
        frictions.Network.Link("near", "far").Latency = Latency.Constant(Latency20);
        near.Tell("go");
        late.Over.GetAwaiter().GetResult();
        frictions.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return late.Milliseconds;
    }

    private enum Place
    {
        Outside,
        OneNode,
        TwoNodes,
    }

    /// <summary>Waits for the last of many messages.</summary>
    private sealed class Game(int tells)
    {
        private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Tells => tells;

        public void End() => _over.SetResult();

        public double Play(IActorRef source)
        {
            TimeSpan began = Clock();
            source.Tell(this);
            _over.Task.GetAwaiter().GetResult();
            return (Clock() - began).TotalNanoseconds / tells;
        }

        private static TimeSpan Clock() => TimeProvider.System.GetElapsedTime(0);
    }

    /// <summary>How late each message came, and when enough have come.</summary>
    private sealed class Late(LiveFrictions frictions, int messages)
    {
        private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TimeSpan _sent;

        public List<double> Milliseconds { get; } = [];

        public Task Over => _over.Task;

        public void Send() => _sent = frictions.Elapsed;

        public bool Receive()
        {
            Milliseconds.Add((frictions.Elapsed - _sent - Latency20).TotalMilliseconds);
            if (Milliseconds.Count < messages)
            {
                return true;
            }

            _over.SetResult();
            return false;
        }
    }

    private sealed class Source : UntypedActor
    {
        private readonly IActorRef _sink;

        public Source(IActorRef sink) => _sink = sink;

        public Source(Props sink) => _sink = Context.ActorOf(sink);

        protected override void OnReceive(object message)
        {
            Game game = (Game)message;
            for (int count = 0; count < game.Tells; count++)
            {
                _sink.Tell(game, Self);
            }
        }
    }

    private sealed class Sink(Game game) : UntypedActor
    {
        private int _left = game.Tells;

        protected override void OnReceive(object message)
        {
            if (--_left == 0)
            {
                game.End();
            }
        }
    }

    private sealed class Asker(IActorRef far, Late late) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is "go" || late.Receive())
            {
                late.Send();
                far.Tell("ball");
            }
        }
    }

    private sealed class Echo : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message);
    }
}
