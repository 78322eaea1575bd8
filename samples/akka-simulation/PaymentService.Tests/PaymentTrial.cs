using Akka.Actor;
using Delight.Samples.PaymentService.Banking;
using Delight.Samples.PaymentService.Payments;
using Delight.Samples.PaymentService.Shopping;
using Delight.Simulation;
using Delight.Simulation.Exploration;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;
using Delight.Simulation.Observing;

namespace Delight.Samples.PaymentService.Tests;

/// <summary>One run of the whole application with faults.</summary>
internal static class PaymentTrial
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>No fault begins later, and none lasts longer than three seconds.</summary>
    private static readonly TimeSpan FaultsEnd = 15 * Second;

    /// <summary>Time without faults. The links keep their usual losses, and every order must end.</summary>
    private static readonly TimeSpan Calm = 15 * Second;

    private static readonly Buy[] Orders =
    [
        new("order-1", "Ada", 1_250),
        new("order-2", "Grace", 9_900),
        new("order-3", "Alan", 250_000), // refused
        new("order-4", "Ada", 7_500),
        new("order-5", "Barbara", 6_400),
    ];

    private static readonly LinkQuality Usual = new()
    {
        Latency = Latency.Uniform(Second / 200, Second / 20),
        LossShare = 0.01,
        DuplicationShare = 0.02,
        ReorderingShare = 0.02,
    };

    private static readonly LinkChange Bad = new()
    {
        Latency = Latency.Exponential(Second / 5),
        LossShare = 0.3,
        DuplicationShare = 0.2,
        ReorderingShare = 0.2,
    };

    /// <summary>Faults of links, and pauses of nodes.</summary>
    public static IReadOnlyList<Fault> WithoutCrashes { get; } =
    [
        new() { Kind = FaultKind.Cut, Targets = ["payments"], Every = 20 * Second, Lasts = 2 * Second },
        new() { Kind = FaultKind.Cut, Targets = ["bank"], Every = 20 * Second, Lasts = 3 * Second },
        new()
        {
            Kind = FaultKind.PauseNode, Targets = ["shop", "payments", "bank"], Every = 15 * Second, Lasts = Second,
        },
        new()
        {
            Kind = FaultKind.Degrade, Targets = ["payments"], Every = 20 * Second, Lasts = 3 * Second, Change = Bad,
        },
    ];

    /// <summary>The same, and crashes of every node but the shop, which has no database.</summary>
    public static IReadOnlyList<Fault> WithCrashes { get; } =
    [
        .. WithoutCrashes,
        new() { Kind = FaultKind.CrashNode, Targets = ["payments"], Every = 60 * Second, Lasts = Second },
        new() { Kind = FaultKind.CrashNode, Targets = ["bank", "fraud"], Every = 20 * Second, Lasts = Second },
    ];

    /// <summary>The same, and many more crashes of the payment service.</summary>
    public static IReadOnlyList<Fault> WithManyCrashes { get; } =
    [
        .. WithCrashes,
        new() { Kind = FaultKind.CrashNode, Targets = ["payments"], Every = 4 * Second, Lasts = Second / 4 },
    ];

    /// <summary>Runs the application and checks the outcome.</summary>
    public static void Run(Trial trial, PaymentOptions options) =>
        PaymentInvariants.Check(Observe(trial, options, WithCrashes));

    /// <summary>Runs the application and returns the outcome.</summary>
    public static PaymentRun Observe(
        Trial trial, PaymentOptions options, IReadOnlyList<Fault> plan, ISimulationObserver? observer = null)
    {
        BankBooks books = new();
        InMemoryPaymentStore store = new();
        using Simulation.Simulation simulation = trial.CreateSimulation(
            new SimulationOptions { ReadyOrder = ReadyOrder.Shuffled, Observer = observer });
        simulation.Network.DefaultQuality = Usual;
        simulation.AddNode("bank", Bank.Props(books));
        simulation.AddNode("fraud", FraudCheck.Props());
        simulation.AddNode(
            "payments", PaymentDesk.Props(new DistantPaymentStore(store, simulation.TimeProvider), options));
        IActorRef shop = simulation.AddNode("shop", Shop.Props(new ShopOptions()));

        List<OrderClosed> closed = [];
        IActorRef customer = simulation.System.ActorOf(Props.Create(() => new Customer(closed)), "customer");
        for (int order = 0; order < Orders.Length; order++)
        {
            Buy buy = Orders[order];
            simulation.At(3 * order * Second, () => shop.Tell(buy, customer));
        }

        trial.Play(simulation, plan, FaultsEnd);
        simulation.RunFor(FaultsEnd + (3 * Second) + Calm);
        return new PaymentRun(Orders, closed, books.Bookings, store.Receipts, simulation.Digest);
    }

    /// <summary>Has no node, so its messages take no network.</summary>
    private sealed class Customer : ReceiveActor
    {
        public Customer(List<OrderClosed> closed) => Receive<OrderClosed>(closed.Add);
    }
}
