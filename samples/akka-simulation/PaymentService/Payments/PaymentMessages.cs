using Akka.Routing;

namespace Delight.Samples.PaymentService.Payments;

/// <summary>Asks the service to take money for an order. The same order may be sent any number of times.</summary>
/// <param name="OrderId">Which order.</param>
/// <param name="Account">Whose account pays.</param>
/// <param name="Cents">How much; above 0.</param>
public sealed record Pay(string OrderId, string Account, long Cents) : IConsistentHashable
{
    /// <summary>All messages of an order go to one worker, which handles them one after the other.</summary>
    public object ConsistentHashKey => OrderId;
}

/// <summary>Answers a <see cref="Pay"/>, as often as it comes.</summary>
/// <param name="OrderId">Which order.</param>
/// <param name="IsPaid">False where the order was refused.</param>
public sealed record PaymentSettled(string OrderId, bool IsPaid);

/// <summary>Asks the fraud check about a payment.</summary>
/// <param name="Account">Whose account pays.</param>
/// <param name="Cents">How much.</param>
public sealed record CheckFraud(string Account, long Cents);

/// <summary>Answers a <see cref="CheckFraud"/>.</summary>
/// <param name="IsSuspicious">True where the payment must be refused.</param>
public sealed record FraudVerdict(bool IsSuspicious);

/// <summary>Asks for the receipt of a paid order. The same order may be sent any number of times.</summary>
/// <param name="OrderId">Which order.</param>
/// <param name="Key">The key under which the bank was asked.</param>
public sealed record WriteReceipt(string OrderId, string Key);
