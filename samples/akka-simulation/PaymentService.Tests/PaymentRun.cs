using Delight.Samples.PaymentService.Banking;
using Delight.Samples.PaymentService.Payments;
using Delight.Samples.PaymentService.Shopping;

namespace Delight.Samples.PaymentService.Tests;

/// <summary>The outcome of one run.</summary>
/// <param name="Orders">All orders of the customers.</param>
/// <param name="Closed">All answers that the customers got.</param>
/// <param name="Bookings">All bookings of the bank.</param>
/// <param name="Receipts">All receipts in the store.</param>
/// <param name="Digest">Equal for two runs only if they are the same run.</param>
internal sealed record PaymentRun(
    IReadOnlyList<Buy> Orders, IReadOnlyList<OrderClosed> Closed, IReadOnlyList<Booking> Bookings,
    IReadOnlyList<Receipt> Receipts, ulong Digest);
