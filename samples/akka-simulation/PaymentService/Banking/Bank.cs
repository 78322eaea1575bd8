using Akka.Actor;

namespace Delight.Samples.PaymentService.Banking;

/// <summary>Charges accounts once for each key. Some of its answers take long.</summary>
public sealed class Bank : ReceiveActor, IWithTimers
{
    /// <summary>One of so many answers is slow.</summary>
    public const int SlowEvery = 4;

    private static readonly TimeSpan SlowAnswer = TimeSpan.FromSeconds(1.2);
    private int _answers;

    public Bank(BankBooks books)
    {
        Receive<Charge>(charge =>
        {
            Charged charged = new(charge.Key, books.Book(charge).Number);
            _answers++;
            if (IsSlow(_answers))
            {
                Timers.StartSingleTimer(_answers, new LateAnswer(Sender, charged), SlowAnswer);
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

    public static bool IsSlow(int answer) => answer % SlowEvery == 0;

    private sealed record LateAnswer(IActorRef Customer, Charged Charged);
}
