namespace Delight.Samples.PaymentService.Shopping;

/// <summary>How the shop works.</summary>
public sealed record ShopOptions
{
    /// <summary>Time until the shop asks for the same payment again.</summary>
    /// <value>Default three seconds.</value>
    public TimeSpan RetryEvery { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Time until the shop looks again for a payment service that is down.</summary>
    /// <value>Default half a second.</value>
    public TimeSpan SearchEvery { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Where the payment service is.</summary>
    /// <value>Default <c>/user/payments</c>.</value>
    public string PaymentsPath { get; init; } = "/user/payments";
}
