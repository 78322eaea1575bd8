namespace Delight.Samples.PaymentService.Shopping;

/// <summary>A customer orders.</summary>
/// <param name="OrderId">Which order.</param>
/// <param name="Account">Whose account pays.</param>
/// <param name="Cents">How much.</param>
public sealed record Buy(string OrderId, string Account, long Cents);

/// <summary>Answers a <see cref="Buy"/> once its payment is settled.</summary>
/// <param name="OrderId">Which order.</param>
/// <param name="IsPaid">False where the payment was refused.</param>
public sealed record OrderClosed(string OrderId, bool IsPaid);
