namespace Delight.Samples.PaymentService.Banking;

/// <summary>The bank's database: it survives every crash of the bank.</summary>
public sealed class BankBooks
{
    private readonly Dictionary<string, Booking> _byKey = [];
    private readonly List<Booking> _bookings = [];

    /// <summary>All bookings in their order.</summary>
    public IReadOnlyList<Booking> Bookings => _bookings;

    /// <summary>Books a charge, or finds the booking under its key.</summary>
    public Booking Book(Charge charge)
    {
        if (!_byKey.TryGetValue(charge.Key, out Booking? booking))
        {
            booking = new Booking(_bookings.Count + 1, charge.Reference, charge.Account, charge.Cents);
            _byKey.Add(charge.Key, booking);
            _bookings.Add(booking);
        }

        return booking;
    }

    /// <summary>The booking under a key; null where there is none.</summary>
    public Booking? Find(string key) => _byKey.GetValueOrDefault(key);
}

/// <summary>Money that left an account.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Reference">Text for the owner of the account.</param>
/// <param name="Account">Whose account.</param>
/// <param name="Cents">How much.</param>
public sealed record Booking(int Number, string Reference, string Account, long Cents);
