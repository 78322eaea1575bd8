using System.Globalization;
using Akka.Actor;
using Akka.Event;
using Delight.Samples.PaymentService.Banking;

namespace Delight.Samples.PaymentService.Payments;

/// <summary>Settles one payment after the other: asks the fraud check, then the bank.</summary>
/// <remarks>If one of them does not answer, the payment stays pending until the shop asks again. The bank knows the key
/// of the payment, so it charges once.</remarks>
public sealed class PaymentWorker : ReceiveActor
{
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<string, string> _keys = [];
    private readonly IPaymentStore _store;
    private readonly IActorRef _receipts;
    private readonly PaymentOptions _options;
    private readonly ActorSelection _bank;
    private readonly ActorSelection _fraud;
    private int _keysMade;

    public PaymentWorker(IPaymentStore store, IActorRef receipts, PaymentOptions options)
    {
        (_store, _receipts, _options) = (store, receipts, options);

        // Both may restart, so they are found by their paths.
        _bank = Context.ActorSelection(options.BankPath);
        _fraud = Context.ActorSelection(options.FraudPath);
        ReceiveAsync<Pay>(PayAsync);
    }

    public static Props Props(IPaymentStore store, IActorRef receipts, PaymentOptions options) =>
        Akka.Actor.Props.Create(() => new PaymentWorker(store, receipts, options));

    /// <summary>A new key: the name of its maker, the incarnation, and a number.</summary>
    public static string KeyOf(ActorPath maker, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{maker.Name}-{maker.Uid:x}-{number}");

    private async Task PayAsync(Pay pay)
    {
        IActorRef shop = Sender;
        try
        {
            Payment payment = await _store.FindAsync(pay.OrderId) ?? await AcceptAsync(pay);
            if (payment.State == PaymentState.Pending)
            {
                payment = await SettleAsync(payment);
            }

            shop.Tell(new PaymentSettled(payment.OrderId, payment.State == PaymentState.Paid));
        }
        catch (AskTimeoutException)
        {
            _log.Info("No answer for {0}. It stays pending until the shop asks again.", pay.OrderId);
        }
    }

    private async Task<Payment> AcceptAsync(Pay pay)
    {
        string? key = _options.Keys == KeyScope.PerPayment ? NewKey() : null;
        Payment accepted = new(pay.OrderId, pay.Account, pay.Cents, PaymentState.Pending, key);
        await _store.SaveAsync(accepted);
        return accepted;
    }

    private async Task<Payment> SettleAsync(Payment payment)
    {
        FraudVerdict verdict = await _fraud.Ask<FraudVerdict>(
            new CheckFraud(payment.Account, payment.Cents), _options.AnswerTimeout);
        if (verdict.IsSuspicious)
        {
            return await SaveAsync(payment with { State = PaymentState.Refused });
        }

        string key = payment.Key ?? RememberedKey(payment.OrderId);
        await _bank.Ask<Charged>(
            new Charge(key, payment.OrderId, payment.Account, payment.Cents), _options.AnswerTimeout);
        Payment paid = await SaveAsync(payment with { State = PaymentState.Paid, Key = key });
        _keys.Remove(payment.OrderId);
        _receipts.Tell(new WriteReceipt(payment.OrderId, key));
        return paid;
    }

    private async Task<Payment> SaveAsync(Payment settled)
    {
        await _store.SaveAsync(settled);
        return settled;
    }

    /// <summary>The same key for each attempt of one payment.</summary>
    private string RememberedKey(string orderId)
    {
        if (!_keys.TryGetValue(orderId, out string? key))
        {
            _keys.Add(orderId, key = NewKey());
        }

        return key;
    }

    private string NewKey() => KeyOf(Self.Path, ++_keysMade);
}
