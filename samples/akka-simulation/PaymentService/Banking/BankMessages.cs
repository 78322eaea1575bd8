namespace Delight.Samples.PaymentService.Banking;

/// <summary>Asks the bank for money. The bank charges once for each key.</summary>
/// <param name="Key">Idempotency key, made by the customer of the bank.</param>
/// <param name="Reference">Text for the owner of the account; here the order.</param>
/// <param name="Account">Whose account pays.</param>
/// <param name="Cents">How much.</param>
public sealed record Charge(string Key, string Reference, string Account, long Cents);

/// <summary>Answers a <see cref="Charge"/>, as often as it comes.</summary>
/// <param name="Key">Key of the charge.</param>
/// <param name="BookingNumber">Number of the booking.</param>
public sealed record Charged(string Key, int BookingNumber);

/// <summary>Asks for the booking under a key.</summary>
/// <param name="Key">Key of the charge.</param>
public sealed record GetStatement(string Key);

/// <summary>Answers a <see cref="GetStatement"/>.</summary>
/// <param name="Key">Key of the charge.</param>
/// <param name="Booking">Null where nothing was booked under the key.</param>
public sealed record Statement(string Key, Booking? Booking);
