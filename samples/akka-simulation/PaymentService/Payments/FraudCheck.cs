using Akka.Actor;

namespace Delight.Samples.PaymentService.Payments;

/// <summary>Says which payments must be refused.</summary>
public sealed class FraudCheck : ReceiveActor
{
    /// <summary>The highest payment that needs no person to look at it.</summary>
    public const long CentsMax = 100_000;

    public FraudCheck() =>
        Receive<CheckFraud>(check => Sender.Tell(new FraudVerdict(IsSuspicious(check.Cents))));

    public static Props Props() => Akka.Actor.Props.Create(() => new FraudCheck());

    public static bool IsSuspicious(long cents) => cents > CentsMax;
}
