namespace Delight.Samples.PaymentService.Payments;

/// <summary>The database of the payment service. It survives every crash of the service.</summary>
public interface IPaymentStore
{
    /// <summary>Payments that are pending, and paid ones without a receipt.</summary>
    Task<IReadOnlyList<Payment>> UnfinishedAsync();

    /// <summary>The payment of an order; null where there is none.</summary>
    Task<Payment?> FindAsync(string orderId);

    /// <summary>Writes a payment over an earlier state of it.</summary>
    Task SaveAsync(Payment payment);

    /// <summary>Writes the receipt of an order over an earlier one.</summary>
    Task SaveReceiptAsync(Receipt receipt);
}

/// <summary>The payment of one order.</summary>
/// <param name="OrderId">Which order.</param>
/// <param name="Account">Whose account pays.</param>
/// <param name="Cents">How much.</param>
/// <param name="State">How far it is.</param>
/// <param name="Key">The key under which the bank is asked, where it is known.</param>
public sealed record Payment(string OrderId, string Account, long Cents, PaymentState State, string? Key);

/// <summary>How far a payment is.</summary>
public enum PaymentState
{
    /// <summary>Accepted and not settled.</summary>
    Pending,

    /// <summary>The bank has charged the account.</summary>
    Paid,

    /// <summary>The fraud check said no.</summary>
    Refused,
}

/// <summary>The customer's proof of a payment.</summary>
/// <param name="OrderId">Which order.</param>
/// <param name="BookingNumber">Number of the bank's booking.</param>
/// <param name="Cents">How much the bank has charged.</param>
public sealed record Receipt(string OrderId, int BookingNumber, long Cents);
