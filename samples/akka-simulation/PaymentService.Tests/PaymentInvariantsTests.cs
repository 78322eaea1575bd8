using Delight.Samples.PaymentService.Banking;
using Delight.Samples.PaymentService.Payments;
using Delight.Samples.PaymentService.Shopping;
using Delight.Simulation.Exploration;

namespace Delight.Samples.PaymentService.Tests;

public sealed class PaymentInvariantsTests
{
    private static readonly PaymentRun Right = new(
        [new Buy("order-1", "Ada", 500), new Buy("order-2", "Alan", FraudCheck.CentsMax + 1)],
        [new OrderClosed("order-1", IsPaid: true), new OrderClosed("order-2", IsPaid: false)],
        [new Booking(1, "order-1", "Ada", 500)],
        [new Receipt("order-1", 1, 500)],
        Digest: 0);

    [Fact]
    public void Check_EveryOrderEndedAsItShould_Passes() => PaymentInvariants.Check(Right);

    [Fact]
    public void Check_TwoBookingsOfOneOrder_NamesTheAccount() => AssertFails(
        Right with { Bookings = [.. Right.Bookings, new Booking(2, "order-1", "Ada", 500)] },
        "Ada was charged 2 times for order-1");

    [Fact]
    public void Check_RefusedOrderWasCharged_NamesTheAccount() => AssertFails(
        Right with { Bookings = [.. Right.Bookings, new Booking(2, "order-2", "Alan", FraudCheck.CentsMax + 1)] },
        "Alan was charged 1 times for order-2");

    [Fact]
    public void Check_BookingOfAnotherAmount_WasNeverOrdered() => AssertFails(
        Right with { Bookings = [new Booking(1, "order-1", "Ada", 501)] },
        "Booking { Number = 1, Reference = order-1, Account = Ada, Cents = 501 } was never ordered");

    [Fact]
    public void Check_OrderWithoutAnEnd_IsNamed() => AssertFails(
        Right with { Closed = [Right.Closed[0]] }, "order-2 was closed 0 times");

    [Fact]
    public void Check_PaidWithoutABooking_IsNamed() => AssertFails(
        Right with { Bookings = [], Receipts = [] }, "order-1 is confirmed, and Ada was not charged");

    [Fact]
    public void Check_ReceiptOfAnotherBooking_IsNamed() => AssertFails(
        Right with { Receipts = [new Receipt("order-1", 2, 500)] },
        "order-1 has 1 receipts, and they do not agree with the bank");

    [Fact]
    public void Observe_NoFaults_FourOrdersArePaidAndOneIsRefused()
    {
        PaymentRun run = PaymentTrial.Observe(new Trial(1, new HashSet<int>()), new PaymentOptions(), []);

        PaymentInvariants.Check(run);
        Assert.Equal(
            ["order-1 True", "order-2 True", "order-3 False", "order-4 True", "order-5 True"],
            run.Closed.Select(closed => $"{closed.OrderId} {closed.IsPaid}"));
        Assert.Equal([1_250, 9_900, 7_500, 6_400], run.Bookings.Select(booking => booking.Cents));
        Assert.Equal(4, run.Receipts.Count);
    }

    private static void AssertFails(PaymentRun run, string message) =>
        Assert.Equal(message, Assert.Throws<PaymentException>(() => PaymentInvariants.Check(run)).Message);
}
