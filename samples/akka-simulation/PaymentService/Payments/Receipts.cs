using Akka.Actor;
using Delight.Samples.PaymentService.Banking;

namespace Delight.Samples.PaymentService.Payments;

/// <summary>Fetches the bank's booking of each paid order and stores a receipt of it.</summary>
public sealed class Receipts : ReceiveActor, IWithTimers
{
    private readonly HashSet<string> _open = [];
    private readonly IPaymentStore _store;
    private readonly PaymentOptions _options;
    private readonly ActorSelection _bank;

    public Receipts(IPaymentStore store, PaymentOptions options)
    {
        (_store, _options) = (store, options);
        _bank = Context.ActorSelection(options.BankPath);
        Receive<WriteReceipt>(write =>
        {
            if (_open.Add(write.OrderId))
            {
                Fetch(write);
            }
        });
        Receive<Again>(again => Fetch(again.Write));
        Receive<Fetched>(fetched => Save(fetched));
        Receive<Saved>(saved => _open.Remove(saved.OrderId));
        Receive<Failed>(failed => Timers.StartSingleTimer(
            failed.Write.OrderId, new Again(failed.Write), _options.RetryPause));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(IPaymentStore store, PaymentOptions options) =>
        Akka.Actor.Props.Create(() => new Receipts(store, options));

    private void Fetch(WriteReceipt write) => _ = _bank
        .Ask<Statement>(new GetStatement(write.Key), _options.AnswerTimeout)
        .PipeTo(Self, success: statement => new Fetched(write, statement), failure: _ => new Failed(write));

    private void Save(Fetched fetched)
    {
        if (fetched.Statement.Booking is not { } booking)
        {
            Self.Tell(new Failed(fetched.Write));
            return;
        }

        string orderId = fetched.Write.OrderId;
        _ = _store.SaveReceiptAsync(new Receipt(orderId, booking.Number, booking.Cents))
            .PipeTo(Self, success: () => new Saved(orderId), failure: _ => new Failed(fetched.Write));
    }

    private sealed record Again(WriteReceipt Write);

    private sealed record Fetched(WriteReceipt Write, Statement Statement);

    private sealed record Saved(string OrderId);

    private sealed record Failed(WriteReceipt Write);
}
