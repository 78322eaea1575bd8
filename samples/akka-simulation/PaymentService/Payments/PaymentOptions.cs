namespace Delight.Samples.PaymentService.Payments;

/// <summary>How the payment service works.</summary>
public sealed record PaymentOptions
{
    /// <summary>How long an idempotency key is kept.</summary>
    /// <value>Default: with the payment.</value>
    public KeyScope Keys { get; init; } = KeyScope.PerPayment;

    /// <summary>Workers of the desk.</summary>
    /// <value>At least 1. Default 3.</value>
    public int Workers { get; init; } = 3;

    /// <summary>How long the bank or the fraud check may take for an answer.</summary>
    /// <value>Default two seconds.</value>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Time after which a failed load or receipt is tried again.</summary>
    /// <value>Default one second.</value>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Where the bank is.</summary>
    /// <value>Default <c>/user/bank</c>.</value>
    public string BankPath { get; init; } = "/user/bank";

    /// <summary>Where the fraud check is.</summary>
    /// <value>Default <c>/user/fraud</c>.</value>
    public string FraudPath { get; init; } = "/user/fraud";
}

/// <summary>How long an idempotency key is kept.</summary>
public enum KeyScope
{
    /// <summary>The key is stored before the bank is asked (mended release).</summary>
    PerPayment,

    /// <summary>The key is stored with the bank's answer; until then the worker alone knows it (first
    /// release).</summary>
    PerAttempt,
}
