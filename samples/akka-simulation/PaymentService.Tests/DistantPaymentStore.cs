using Delight.Samples.PaymentService.Payments;

namespace Delight.Samples.PaymentService.Tests;

/// <summary>A store that is some virtual milliseconds away. A crash may hit between a request and its answer, before
/// or after the store has written.</summary>
internal sealed class DistantPaymentStore(IPaymentStore store, TimeProvider time) : IPaymentStore
{
    private static readonly TimeSpan Way = TimeSpan.FromMilliseconds(4);

    public Task<IReadOnlyList<Payment>> UnfinishedAsync() => CallAsync(store.UnfinishedAsync);

    public Task<Payment?> FindAsync(string orderId) => CallAsync(() => store.FindAsync(orderId));

    public Task SaveAsync(Payment payment) => CallAsync(async () =>
    {
        await store.SaveAsync(payment);
        return true;
    });

    public Task SaveReceiptAsync(Receipt receipt) => CallAsync(async () =>
    {
        await store.SaveReceiptAsync(receipt);
        return true;
    });

    private async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        await Task.Delay(Way, time);
        T answer = await call();
        await Task.Delay(Way, time);
        return answer;
    }
}
