using Akka.Actor;
using Delight.Samples.PaymentService.Banking;
using Delight.Samples.PaymentService.Payments;

namespace Delight.Samples.PaymentService.Tests;

public sealed class ActorDecisionTests
{
    private static readonly Charge Charge = new("key-1", "order-1", "Ada", 1_250);

    [Fact]
    public void Book_TheSameKeyAgain_BooksOnce()
    {
        BankBooks books = new();

        Booking first = books.Book(Charge), again = books.Book(Charge);

        Assert.Same(first, again);
        Assert.Equal([new Booking(1, "order-1", "Ada", 1_250)], books.Bookings);
        Assert.Same(first, books.Find("key-1"));
    }

    [Fact]
    public void Book_AnotherKeyForTheSameOrder_BooksTwice()
    {
        BankBooks books = new();

        books.Book(Charge);
        books.Book(Charge with { Key = "key-2" });

        Assert.Equal([1, 2], books.Bookings.Select(booking => booking.Number));
        Assert.Null(books.Find("key-3"));
    }

    [Theory]
    [InlineData(Bank.QuickCentsMax, false)]
    [InlineData(Bank.QuickCentsMax + 1, true)]
    public void IsSlow_AroundTheLimit_OnlyAboveIt(long cents, bool isSlow) =>
        Assert.Equal(isSlow, Bank.IsSlow(cents));

    [Theory]
    [InlineData(FraudCheck.CentsMax, false)]
    [InlineData(FraudCheck.CentsMax + 1, true)]
    public void IsSuspicious_AroundTheLimit_OnlyAboveIt(long cents, bool isSuspicious) =>
        Assert.Equal(isSuspicious, FraudCheck.IsSuspicious(cents));

    [Fact]
    public void KeyOf_AnotherIncarnationOfTheSameWorker_IsAnotherKey()
    {
        ActorPath worker = new RootActorPath(Address.AllSystems) / "user" / "payments" / "workers" / "a";

        Assert.Equal("a-ff-7", PaymentWorker.KeyOf(worker.WithUid(255), 7));
        Assert.Equal("a-100-7", PaymentWorker.KeyOf(worker.WithUid(256), 7));
    }

    [Fact]
    public async Task UnfinishedAsync_PendingPaidAndRefused_AreThoseWithoutAnEnd()
    {
        InMemoryPaymentStore store = new();
        await store.SaveAsync(new Payment("pending", "Ada", 1, PaymentState.Pending, null));
        await store.SaveAsync(new Payment("refused", "Ada", 2, PaymentState.Refused, null));
        await store.SaveAsync(new Payment("paid", "Ada", 3, PaymentState.Paid, "key-3"));
        await store.SaveAsync(new Payment("receipted", "Ada", 4, PaymentState.Paid, "key-4"));
        await store.SaveReceiptAsync(new Receipt("receipted", 1, 4));

        IReadOnlyList<Payment> unfinished = await store.UnfinishedAsync();

        Assert.Equal(["pending", "paid"], unfinished.Select(payment => payment.OrderId));
    }
}
