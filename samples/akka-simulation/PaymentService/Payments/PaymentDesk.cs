using Akka.Actor;
using Akka.Routing;

namespace Delight.Samples.PaymentService.Payments;

/// <summary>The entry of the payment service: hands payments to its workers.</summary>
/// <remarks>It first loads the unfinished payments from the store, and stashes all other messages until
/// then.</remarks>
public sealed class PaymentDesk : ReceiveActor, IWithStash, IWithTimers
{
    private readonly IPaymentStore _store;
    private readonly IActorRef _receipts;
    private readonly IActorRef _workers;
    private readonly PaymentOptions _options;

    public PaymentDesk(IPaymentStore store, PaymentOptions options)
    {
        (_store, _options) = (store, options);
        _receipts = Context.ActorOf(Receipts.Props(store, options), "receipts");
        _workers = Context.ActorOf(
            PaymentWorker.Props(store, _receipts, options).WithRouter(new ConsistentHashingPool(options.Workers)),
            "workers");
        Loading();
    }

    public IStash Stash { get; set; } = null!;

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(IPaymentStore store, PaymentOptions options) =>
        Akka.Actor.Props.Create(() => new PaymentDesk(store, options));

    protected override void PreStart() => Load();

    private void Loading()
    {
        Receive<Loaded>(loaded =>
        {
            Become(Serving);
            Resume(loaded.Unfinished);
            Stash.UnstashAll();
        });
        Receive<NotLoaded>(_ => Timers.StartSingleTimer(nameof(LoadAgain), new LoadAgain(), _options.RetryPause));
        Receive<LoadAgain>(_ => Load());
        ReceiveAny(_ => Stash.Stash());
    }

    private void Serving()
    {
        Receive<Pay>(pay => _workers.Forward(pay));

        // The answer to a payment that was resumed. The shop gets its own when it asks again.
        Receive<PaymentSettled>(_ => { });
    }

    private void Load() => _ = _store.UnfinishedAsync().PipeTo(
        Self, success: payments => new Loaded(payments), failure: _ => new NotLoaded());

    private void Resume(IReadOnlyList<Payment> unfinished)
    {
        foreach (Payment payment in unfinished)
        {
            if (payment is { State: PaymentState.Paid, Key: { } key })
            {
                _receipts.Tell(new WriteReceipt(payment.OrderId, key));
            }
            else
            {
                _workers.Tell(new Pay(payment.OrderId, payment.Account, payment.Cents));
            }
        }
    }

    private sealed record Loaded(IReadOnlyList<Payment> Unfinished);

    private sealed record NotLoaded;

    private sealed record LoadAgain;
}
