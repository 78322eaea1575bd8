using System.Globalization;
using Akka.Actor;
using Akka.Routing;
using Delight.Simulation.Network;

namespace Delight.Simulation.Programs;

/// <summary>An application that uses what applications of Akka.NET use: Ask, PipeTo, ReceiveAsync, routers, Become,
/// stash, timers, receive time-outs, the event stream, children in numbers, restarts, DeathWatch, and several top-level
/// actors. Variants plant something that differs from run to run.</summary>
public static class Market
{
    public const string Clean = "clean", WallClock = "wall-clock", PoolThread = "pool-thread",
        Children = "get-children", Counter = "static-counter";

    internal static int Served;

    /// <summary>Runs it for 60 virtual seconds with crashes, cuts, loss and random latencies.</summary>
    /// <returns>Digest and deliveries.</returns>
    public static string Run(ulong seed, string variant, bool isShuffled = false)
    {
        using Simulation simulation = Simulation.Create(seed, new SimulationOptions
        {
            ReadyOrder = isShuffled ? ReadyOrder.Shuffled : ReadyOrder.FirstInFirstOut, GuardianDecides = true,
            Hocon = "my-dispatcher { type = PinnedDispatcher }",
        });
        simulation.Network.DefaultQuality = new LinkQuality
        {
            Latency = Latency.Lognormal(TimeSpan.FromMilliseconds(20), 0.5), LossShare = 0.02, DuplicationShare = 0.02,
            ReorderingShare = 0.02,
        };
        simulation.AddNode("stock", Props.Create(() => new Stock(variant)));
        simulation.AddNode("shop", Props.Create(() => new Shop()));
        for (int buyer = 0; buyer < 8; buyer++)
        {
            simulation.AddNode(
                string.Create(CultureInfo.InvariantCulture, $"buyer-{buyer}"),
                Props.Create(() => new Buyer(simulation.TimeProvider)).WithDispatcher("my-dispatcher"));
        }

        for (int round = 0; round < 6; round++)
        {
            simulation.RunFor(TimeSpan.FromSeconds(5));
            simulation.Crash("stock");
            simulation.Network.Cut(["shop"], ["buyer-1", "buyer-2"]);
            simulation.RunFor(TimeSpan.FromSeconds(2));
            simulation.Restart("stock");
            simulation.Network.Heal();
            simulation.Crash("buyer-3");
            simulation.RunFor(TimeSpan.FromSeconds(3));
            simulation.Restart("buyer-3");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{simulation.Digest:x16} {simulation.Counters.Deliveries}");
    }
}

/// <summary>An order; its number enters the digest.</summary>
public sealed record Order(int Number) : IDigested
{
    /// <inheritdoc/>
    public void Describe(ref DigestFields fields) => fields.Add(Number);
}

/// <summary>The answer to an order.</summary>
public sealed record Sold(int Number);

/// <summary>Published by the stock at each sale.</summary>
public sealed record Sale(int Number);

/// <summary>Keeps shelves, children that fail now and then, and asks them in turn.</summary>
internal sealed class Stock : ReceiveActor, IWithTimers, IWithStash
{
    private readonly string _variant;
    private readonly List<IActorRef> _shelves = [];

    public Stock(string variant)
    {
        _variant = variant;
        Closed();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public IStash Stash { get; set; } = null!;

    protected override void PreStart()
    {
        for (int shelf = 0; shelf < 20; shelf++)
        {
            _shelves.Add(Context.Watch(Context.ActorOf(
                Props.Create(() => new Shelf()), string.Create(CultureInfo.InvariantCulture, $"shelf-{shelf}"))));
        }

        Context.ActorOf(Props.Create(() => new Auditor()).WithRouter(new RandomPool(3)), "auditors");
        Timers.StartSingleTimer("open", "open", TimeSpan.FromMilliseconds(300));
        Timers.StartPeriodicTimer("count", "count", TimeSpan.FromMilliseconds(250));
    }

    protected override SupervisorStrategy SupervisorStrategy() => new Supervision.BackoffStrategy(
        new() { PauseMin = TimeSpan.FromMilliseconds(50), RestartsMax = 3 });

    private void Closed()
    {
        Receive<string>(text => text == "open", _ =>
        {
            Become(Open);
            Stash.UnstashAll();
        });
        Receive<Terminated>(_ => { });
        ReceiveAny(_ => Stash.Stash());
    }

    private void Open()
    {
        Receive<Order>(order => Choose(order).Forward(order));
        Receive<string>(text => text == "count", _ =>
        {
            foreach (IActorRef shelf in _variant == Market.Children ? Context.GetChildren() : _shelves)
            {
                shelf.Tell("count");
            }

            Context.ActorSelection("auditors").Tell("look");
        });
        Receive<Terminated>(gone =>
        {
            _shelves.Remove(gone.ActorRef);
            Context.System.EventStream.Publish(new Sale(-1));
        });
        ReceiveAny(_ => { });
    }

    private IActorRef Choose(Order order)
    {
        if (_variant == Market.PoolThread)
        {
            IActorRef me = Self;
            ThreadPool.QueueUserWorkItem(_ => me.Tell(new Sale(0)));
        }

        Market.Served++;
        int choice = _variant switch
        {
            Market.WallClock => (int)(DateTime.UtcNow.Ticks % 7),
            Market.Counter => Market.Served,
            _ => order.Number,
        };
        return _shelves.Count == 0 ? ActorRefs.Nobody : _shelves[choice % _shelves.Count];
    }
}

/// <summary>Serves orders, and fails at each eleventh.</summary>
internal sealed class Shelf : ReceiveActor
{
    private int _served;

    public Shelf()
    {
        Receive<Order>(order =>
        {
            if (++_served % 11 == 0)
            {
                throw new InvalidOperationException("it fell down");
            }

            Context.Work(TimeSpan.FromMilliseconds(3));
            Context.System.EventStream.Publish(new Sale(order.Number));
            Sender.Tell(new Sold(order.Number));
        });
        Receive<string>(_ => Context.Parent.Tell(_served));
    }
}

/// <summary>One of a random pool.</summary>
internal sealed class Auditor : ReceiveActor
{
    public Auditor()
    {
        SetReceiveTimeout(TimeSpan.FromSeconds(1));
        Receive<ReceiveTimeout>(_ => Context.Parent.Tell("idle"));
        Receive<string>(_ => { });
    }
}

/// <summary>Takes orders to the stock by Ask and PipeTo, in front of a round-robin pool.</summary>
internal sealed class Shop : ReceiveActor
{
    public Shop()
    {
        IActorRef desks = Context.ActorOf(Props.Create(() => new Desk()).WithRouter(new RoundRobinPool(4)), "desks");
        Receive<Order>(order => desks.Forward(order));
        Receive<Sale>(_ => { });
    }

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(Sale));
}

/// <summary>Asks the stock.</summary>
internal sealed class Desk : ReceiveActor
{
    public Desk() => Receive<Order>(order => _ = Context.System.ActorSelection("/user/stock")
        .Ask<Sold>(order, TimeSpan.FromMilliseconds(400))
        .PipeTo(Sender, Self, failure: _ => new Sold(-order.Number)));
}

/// <summary>Orders without end, one after the other.</summary>
internal sealed class Buyer : ReceiveActor, IWithTimers
{
    private int _orders;

    public Buyer(TimeProvider time)
    {
        Receive<string>(_ => Order());
        ReceiveAsync<Sold>(async _ =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(30), time);
            Order();
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Context.ActorOf(Props.Create(() => new Auditor()), "conscience");
        Order();
    }

    private void Order()
    {
        Context.System.ActorSelection("/user/shop").Tell(new Order(++_orders));
        Timers.StartSingleTimer("again", "again", TimeSpan.FromSeconds(1));
    }
}
