using Delight.Samples.PaymentService.Banking;
using Delight.Samples.PaymentService.Payments;
using Delight.Samples.PaymentService.Shopping;

namespace Delight.Samples.PaymentService.Tests;

/// <summary>The invariants of every run, with or without faults.</summary>
internal static class PaymentInvariants
{
    /// <exception cref="PaymentException">Something does not hold.</exception>
    public static void Check(PaymentRun run)
    {
        foreach (Booking booking in run.Bookings)
        {
            Require(run.Orders.Any(order => IsOf(booking, order)), $"{booking} was never ordered");
        }

        foreach (Buy order in run.Orders)
        {
            Check(order, run);
        }
    }

    private static void Check(Buy order, PaymentRun run)
    {
        OrderClosed[] closed = [.. run.Closed.Where(answer => answer.OrderId == order.OrderId)];
        Booking[] bookings = [.. run.Bookings.Where(booking => IsOf(booking, order))];
        Receipt[] receipts = [.. run.Receipts.Where(receipt => receipt.OrderId == order.OrderId)];

        int charges = FraudCheck.IsSuspicious(order.Cents) ? 0 : 1;
        Require(bookings.Length <= charges, $"{order.Account} was charged {bookings.Length} times for {order.OrderId}");
        Require(closed.Length == 1, $"{order.OrderId} was closed {closed.Length} times");
        Require(closed[0].IsPaid == (charges == 1), $"{order.OrderId} ended as {closed[0]}");
        Require(bookings.Length == charges, $"{order.OrderId} is confirmed, and {order.Account} was not charged");
        Require(
            receipts.SequenceEqual(bookings.Select(ReceiptOf)),
            $"{order.OrderId} has {receipts.Length} receipts, and they do not agree with the bank");
    }

    private static bool IsOf(Booking booking, Buy order) =>
        (booking.Reference, booking.Account, booking.Cents) == (order.OrderId, order.Account, order.Cents);

    private static Receipt ReceiptOf(Booking booking) => new(booking.Reference, booking.Number, booking.Cents);

    private static void Require(bool condition, FormattableString otherwise)
    {
        if (!condition)
        {
            throw new PaymentException(FormattableString.Invariant(otherwise));
        }
    }
}

/// <summary>A run went wrong.</summary>
internal sealed class PaymentException(string message) : Exception(message);
