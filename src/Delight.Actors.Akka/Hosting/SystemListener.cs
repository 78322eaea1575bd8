using Akka.Actor;
using Akka.Event;

namespace Delight.Actors.Akka.Hosting;

/// <summary>Hears from Akka of messages that reached nobody, and of what Akka has to complain about.</summary>
/// <remarks>
/// <para>In: Akka's <see cref="DeadLetter"/>, <see cref="Warning"/>, <see cref="Error"/>. Out: nothing; it counts, and
/// tells the run's record. Akka's own loggers write to the terminal, which belongs to the host.</para>
/// <para>State, time: none. Order: any. Restart: goes on.</para>
/// </remarks>
internal sealed class SystemListener(AkkaRuntime runtime) : ActorBase
{
    protected override void PreStart()
    {
        EventStream events = Context.System.EventStream;
        events.Subscribe(Self, typeof(DeadLetter));
        events.Subscribe(Self, typeof(Warning));
        events.Subscribe(Self, typeof(Error));
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case DeadLetter { Message: Delivery delivery }:
                delivery.Receiver.Discard(delivery, "dead-letter");
                return true;
            case DeadLetter { Message: Port.IMessage abroad } letter:
                runtime.LoseAbroad(letter.Recipient, abroad);
                return true;
            case DeadLetter:
                return true; // Akka's own, which it sends again where it matters
            case Warning warning:
                runtime.Report("akka-warning", warning);
                return true;
            case Error error:
                runtime.Report("akka-error", error);
                return true;
            default:
                return false;
        }
    }
}
