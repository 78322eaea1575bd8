using Akka.Actor;
using Delight.Samples.PaymentService.Payments;

namespace Delight.Samples.PaymentService.Shopping;

/// <summary>Takes orders, and asks the payment service again and again until each is settled.</summary>
/// <remarks>It watches the service. While the service is down it only looks for it.</remarks>
public sealed class Shop : ReceiveActor, IWithTimers
{
    private readonly Dictionary<string, OpenOrder> _open = [];
    private readonly ActorSelection _payments;
    private readonly ShopOptions _options;

    public Shop(ShopOptions options)
    {
        _options = options;
        _payments = Context.ActorSelection(options.PaymentsPath);
        Searching();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(ShopOptions options) => Akka.Actor.Props.Create(() => new Shop(options));

    protected override void PreStart() => Search();

    private void Searching()
    {
        Receive<Buy>(Remember);
        Receive<ActorIdentity>(found => found.Subject is not null, found =>
        {
            Context.Watch(found.Subject);
            Timers.Cancel(nameof(SearchAgain));
            Become(Ordering);
            foreach (OpenOrder order in _open.Values)
            {
                Send(order);
            }
        });
        Receive<SearchAgain>(_ => Search());
        ReceiveInBoth();
    }

    private void Ordering()
    {
        Receive<Buy>(buy =>
        {
            Remember(buy);
            Send(_open[buy.OrderId]);
        });
        Receive<SendAgain>(again => Send(_open[again.OrderId]), again => _open.ContainsKey(again.OrderId));
        ReceiveInBoth();
    }

    private void ReceiveInBoth()
    {
        Receive<PaymentSettled>(Close);
        Receive<Terminated>(_ =>
        {
            Timers.CancelAll();
            Become(Searching);
            Search();
        });

        // Further answers of a search that has ended.
        Receive<ActorIdentity>(_ => { });
    }

    private void Search()
    {
        _payments.Tell(new Identify(null));
        Timers.StartSingleTimer(nameof(SearchAgain), new SearchAgain(), _options.SearchEvery);
    }

    private void Remember(Buy buy) =>
        _open[buy.OrderId] = new OpenOrder(new Pay(buy.OrderId, buy.Account, buy.Cents), Sender);

    private void Send(OpenOrder order)
    {
        _payments.Tell(order.Pay);
        Timers.StartSingleTimer(order.Pay.OrderId, new SendAgain(order.Pay.OrderId), _options.RetryEvery);
    }

    private void Close(PaymentSettled settled)
    {
        // The service answers each retry, so an order may be closed already.
        if (_open.Remove(settled.OrderId, out OpenOrder? order))
        {
            Timers.Cancel(settled.OrderId);
            order.Customer.Tell(new OrderClosed(settled.OrderId, settled.IsPaid));
        }
    }

    private sealed record OpenOrder(Pay Pay, IActorRef Customer);

    private sealed record SendAgain(string OrderId);

    private sealed record SearchAgain;
}
