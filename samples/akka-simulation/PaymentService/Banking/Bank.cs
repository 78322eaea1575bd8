using Akka.Actor;

namespace Delight.Samples.PaymentService.Banking;

/// <summary>Charges accounts once for each key. Its answers to large charges take longer.</summary>
public sealed class Bank : ReceiveActor, IWithTimers
{
    /// <summary>The highest charge with a quick answer.</summary>
    public const long QuickCentsMax = 5_000;

    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(1.2);
    private int _lateAnswers;

    public Bank(BankBooks books)
    {
        Receive<Charge>(charge =>
        {
            Charged charged = new(charge.Key, books.Book(charge).Number);
            if (IsSlow(charge.Cents))
            {
                Timers.StartSingleTimer(++_lateAnswers, new LateAnswer(Sender, charged), SlowAnswer);
            }
            else
            {
                Sender.Tell(charged);
            }
        });
        Receive<LateAnswer>(late => late.Customer.Tell(late.Charged));
        Receive<GetStatement>(get => Sender.Tell(new Statement(get.Key, books.Find(get.Key))));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(BankBooks books) => Akka.Actor.Props.Create(() => new Bank(books));

    public static bool IsSlow(long cents) => cents > QuickCentsMax;

    private sealed record LateAnswer(IActorRef Customer, Charged Charged);
}
