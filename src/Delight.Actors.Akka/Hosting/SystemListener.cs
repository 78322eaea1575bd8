using System.Globalization;
using Akka.Actor;
using Akka.Event;

namespace Delight.Actors.Akka.Hosting;

/// <summary>Hears from Akka of messages that reached nobody, and of what Akka has to complain about.</summary>
/// <remarks>
/// <para>In: Akka's <see cref="DeadLetter"/>, <see cref="Warning"/>, <see cref="Error"/>. Out: nothing; it counts, and
/// tells the run's record. Akka's own loggers write to the terminal, which belongs to the host.</para>
/// <para>State: how often each kind of complaint came. Time: none. Order: any. Restart: counts anew.</para>
/// </remarks>
internal sealed class SystemListener(AkkaRuntime runtime) : ActorBase
{
    private readonly RepeatedComplaints _complaints = new();

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
                Tell("akka-warning", warning);
                return true;
            case Error error:
                Tell("akka-error", error);
                return true;
            default:
                return false;
        }
    }

    private void Tell(string kind, LogEvent said)
    {
        string detail = $"{said.Message}";
        string reason = said.Cause?.GetBaseException().Message ?? string.Empty;
        if (_complaints.Count(said.LogSource, detail + reason) is { } count)
        {
            string times = count == 1 ? string.Empty
                : string.Create(CultureInfo.InvariantCulture, $" ({count} times so far, with other numbers)");
            string because = reason.Length == 0 || detail.Contains(reason, StringComparison.Ordinal)
                ? string.Empty : $": {reason}";
            runtime.Report(kind, said.LogSource, detail + because + times);
        }
    }
}
