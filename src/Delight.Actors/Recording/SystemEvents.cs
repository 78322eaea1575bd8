using System.Globalization;
using Akka.Actor;
using Akka.Event;
using Delight.Actors.Messages;
using Delight.Actors.Running;

namespace Delight.Actors.Recording;

/// <summary>Turns what an actor system publishes into events and counts of the run: its own events, messages that were
/// dropped, Akka's warnings and errors.</summary>
/// <remarks>It has no mailbox and is told on the thread that publishes, so watching changes nothing in a run.
/// Thread-safe.</remarks>
public sealed class SystemEvents : MinimalActorRef
{
    private readonly RepeatedComplaints _complaints = new();
    private readonly Lock _gate = new();
    private readonly RunClock _clock;
    private readonly Action<RunEvent> _write;
    private readonly Action<RoleFailure>? _fail;
    private volatile bool _isOver;

    private SystemEvents(ActorSystem system, RunClock clock, Action<RunEvent> write, Action<RoleFailure>? fail)
    {
        Provider = ((ExtendedActorSystem)system).Provider;
        Path = new RootActorPath(Provider.DefaultAddress) / "run-events";
        (_clock, _write, _fail) = (clock, write, fail);
    }

    /// <inheritdoc/>
    public override ActorPath Path { get; }

    /// <inheritdoc/>
    public override IActorRefProvider Provider { get; }

    /// <summary>True once the work is over: what was still under way reaches nobody then, and is no drop.</summary>
    public bool IsOver
    {
        get => _isOver;
        set => _isOver = value;
    }

    /// <summary>What has happened so far.</summary>
    public RunCounters Counters { get; } = new();

    /// <summary>Subscribes to a system. Do so before its first actor starts.</summary>
    /// <param name="system">Which.</param>
    /// <param name="clock">Clock of the run.</param>
    /// <param name="write">Gets each event; on a live system from several threads, but one at a time.</param>
    /// <param name="fail">Hears of each failure of a role; null: nobody does.</param>
    /// <param name="hearsDeadLetters">False where the network of the system counts what reaches nobody.</param>
    public static SystemEvents Subscribe(
        ActorSystem system, RunClock clock, Action<RunEvent> write, Action<RoleFailure>? fail = null,
        bool hearsDeadLetters = false)
    {
        SystemEvents events = new(system, clock, write, fail);
        foreach (Type type in (Type[])[
            typeof(RunEvent), typeof(RoleFailure), typeof(Dropped), typeof(UnhandledMessage), typeof(Warning),
            typeof(Error)])
        {
            system.EventStream.Subscribe(events, type);
        }

        if (hearsDeadLetters)
        {
            system.EventStream.Subscribe(events, typeof(DeadLetter));
        }

        return events;
    }

    /// <summary>Counts and reports a message that was dropped.</summary>
    /// <param name="message">What.</param>
    /// <param name="receiver">Who was to receive it.</param>
    /// <param name="reason">Why.</param>
    public void Drop(object message, IActorRef receiver, string reason)
    {
        if (_isOver)
        {
            return;
        }

        Counters.CountDrop(reason);
        string name = (message as IMessage)?.WireName ?? message.GetType().Name;
        Write("message-dropped", receiver.Path.ToStringWithoutAddress(), $"{name}: {reason}");
    }

    /// <summary>Writes an event.</summary>
    public void Write(string kind, string subject, string detail) =>
        Write(new RunEvent(_clock.Elapsed, kind, subject, detail));

    /// <inheritdoc/>
    protected override void TellInternal(object message, IActorRef sender)
    {
        switch (message)
        {
            case RunEvent happened:
                if (happened.Kind == "actor-restarted")
                {
                    Counters.CountRestart();
                }

                Write(happened);
                break;
            case RoleFailure failure:
                _fail?.Invoke(failure);
                break;
            case DeadLetter { Message: IMessage } letter:
                Drop(letter.Message, letter.Recipient, "dead-letter");
                break;
            case Dropped dropped:
                Drop(dropped.Message, dropped.Recipient, "mailbox-full");
                break;
            case UnhandledMessage { Recipient.Path.Elements: ["system", "cluster", ..] }:
                break; // a matter of Akka.NET, such as leaving a cluster that one is not in
            case UnhandledMessage unhandled:
                Drop(
                    unhandled.Message, unhandled.Recipient,
                    unhandled.Message is UnreadableMessage ? "unreadable" : "unhandled");
                break;
            case Warning or Error:
                Complain((LogEvent)message);
                break;
        }
    }

    private void Complain(LogEvent said)
    {
        AkkaComplaint complaint = AkkaComplaint.Of(said, Provider.DefaultAddress);
        long? repeated;
        lock (_gate)
        {
            repeated = _complaints.Count(said.LogSource, complaint.Text);
        }

        if (repeated is { } count)
        {
            string times = count == 1 ? string.Empty
                : string.Create(CultureInfo.InvariantCulture, $" ({count} times so far, with other numbers)");
            Write(complaint.Kind, said.LogSource, complaint.Text + times);
        }
    }

    private void Write(RunEvent happened)
    {
        lock (_gate)
        {
            _write(happened);
        }
    }
}
