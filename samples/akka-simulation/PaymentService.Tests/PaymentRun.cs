using Delight.Samples.PaymentService.Banking;
using Delight.Samples.PaymentService.Payments;
using Delight.Samples.PaymentService.Shopping;

namespace Delight.Samples.PaymentService.Tests;

/// <summary>What came of one run.</summary>
/// <param name="Orders">What the customers ordered.</param>
/// <param name="Closed">What they were told.</param>
/// <param name="Bookings">What the bank has charged.</param>
/// <param name="Receipts">What the store has receipts of.</param>
/// <param name="Digest">Tells two runs apart.</param>
internal sealed record PaymentRun(
    IReadOnlyList<Buy> Orders, IReadOnlyList<OrderClosed> Closed, IReadOnlyList<Booking> Bookings,
    IReadOnlyList<Receipt> Receipts, ulong Digest);
