namespace Delight.Samples.PaymentService.Payments;

/// <summary>Stands for a database. Several actors use it at the same time.</summary>
public sealed class InMemoryPaymentStore : IPaymentStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Payment> _payments = [];
    private readonly Dictionary<string, Receipt> _receipts = [];

    /// <summary>All receipts, in the order in which they were written.</summary>
    public IReadOnlyList<Receipt> Receipts
    {
        get
        {
            lock (_gate)
            {
                return [.. _receipts.Values];
            }
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Payment>> UnfinishedAsync()
    {
        lock (_gate)
        {
            IReadOnlyList<Payment> unfinished = [.. _payments.Values.Where(IsUnfinished)];
            return Task.FromResult(unfinished);
        }
    }

    /// <inheritdoc/>
    public Task<Payment?> FindAsync(string orderId)
    {
        lock (_gate)
        {
            return Task.FromResult(_payments.GetValueOrDefault(orderId));
        }
    }

    /// <inheritdoc/>
    public Task SaveAsync(Payment payment)
    {
        lock (_gate)
        {
            _payments[payment.OrderId] = payment;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task SaveReceiptAsync(Receipt receipt)
    {
        lock (_gate)
        {
            _receipts[receipt.OrderId] = receipt;
        }

        return Task.CompletedTask;
    }

    private bool IsUnfinished(Payment payment) => payment.State == PaymentState.Pending
        || (payment.State == PaymentState.Paid && !_receipts.ContainsKey(payment.OrderId));
}
