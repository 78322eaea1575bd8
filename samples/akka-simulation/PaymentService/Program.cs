using Akka.Actor;
using Delight.Samples.PaymentService.Banking;
using Delight.Samples.PaymentService.Payments;
using Delight.Samples.PaymentService.Shopping;

using ActorSystem system = ActorSystem.Create("payments", "akka.loglevel = WARNING");
InMemoryPaymentStore store = new();
system.ActorOf(Bank.Props(new BankBooks()), "bank");
system.ActorOf(FraudCheck.Props(), "fraud");
system.ActorOf(PaymentDesk.Props(store, new PaymentOptions()), "payments");
IActorRef shop = system.ActorOf(Shop.Props(new ShopOptions()), "shop");

Buy[] orders =
[
    new("order-1", "Ada", 1_250),
    new("order-2", "Grace", 9_900),
    new("order-3", "Alan", 250_000),
    new("order-4", "Edsger", 7_500),
    new("order-5", "Barbara", 6_400),
];
foreach (Buy order in orders)
{
    OrderClosed closed = await shop.Ask<OrderClosed>(order, TimeSpan.FromSeconds(10));
    string outcome = closed.IsPaid ? "paid" : "refused";
    Console.WriteLine($"{order.OrderId}: {order.Account}, {order.Cents} cents, {outcome}");
}

await system.Terminate();
Console.WriteLine($"{store.Receipts.Count} receipts");
