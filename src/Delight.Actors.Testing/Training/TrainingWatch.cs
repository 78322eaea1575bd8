using Akka.Actor;
using Delight.Actors.Recording;
using Delight.Simulation;
using Delight.Simulation.Faults;
using Delight.Simulation.Observing;

namespace Delight.Actors.Testing.Training;

/// <summary>Turns what links and faults do into events and counts of the run, and passes everything on.</summary>
internal sealed class TrainingWatch(TrainingActors? actors, ISimulationObserver? next) : ISimulationObserver
{
    private TrainingActors? _actors = actors;

    public bool HearsMessages => next is not null;

    /// <summary>The actors, where they are known later than the system; set before the first node starts.</summary>
    public TrainingActors Actors
    {
        get => _actors ?? throw new InvalidOperationException("no node has started yet.");
        set => _actors = value;
    }

    /// <summary>Where events go; set before the first node starts.</summary>
    public SystemEvents? Events { get; set; }

    public void Sent(TimeSpan time, IActorRef receiver, object message, IActorRef sender) =>
        next?.Sent(time, receiver, message, sender);

    public void Delivered(TimeSpan time, IActorRef receiver, object message, IActorRef sender) =>
        next?.Delivered(time, receiver, message, sender);

    public void Began(TimeSpan time, IActorRef actor, object message) => next?.Began(time, actor, message);

    public void Ended(TimeSpan time, IActorRef actor) => next?.Ended(time, actor);

    public void Handled(TimeSpan time, IActorRef actor, object message) => next?.Handled(time, actor, message);

    public void Failed(TimeSpan time, IActorRef actor, Exception cause, Directive decision) =>
        next?.Failed(time, actor, cause, decision);

    public void Duplicated(TimeSpan time, IActorRef receiver, object message)
    {
        Events?.Counters.CountDuplicate();
        next?.Duplicated(time, receiver, message);
    }

    public void Lost(TimeSpan time, IActorRef receiver, object message, DropReason reason)
    {
        switch (reason)
        {
            case DropReason.LinkLoss:
                Events?.Counters.CountDrop("network-loss"); // too many for an event each
                break;
            case DropReason.LinkCut:
                Events?.Counters.CountDrop("network-partition");
                break;
            default:
                Events?.Drop(message, receiver, reason == DropReason.NodeDown ? "node-down" : "node-crashed");
                break;
        }

        next?.Lost(time, receiver, message, reason);
    }

    public void Undelivered(TimeSpan time, IActorRef receiver, object message, IActorRef sender)
    {
        if (receiver.Path.Elements is not ["system", ..]) // those are Akka.NET's own matters
        {
            Events?.Drop(message, receiver, "dead-letter");
        }

        next?.Undelivered(time, receiver, message, sender);
    }

    public void Crashed(TimeSpan time, string node) => next?.Crashed(time, node);

    public void Restarted(TimeSpan time, string node)
    {
        for (int role = Actors.CountOn(node); role > 0; role--)
        {
            Events?.Counters.CountRestart();
        }

        next?.Restarted(time, node);
    }

    public void FaultBegan(TimeSpan time, FaultOccurrence occurrence)
    {
        string names = NamesOf(occurrence);
        Write(occurrence, isBegin: true, occurrence.Fault.Kind == FaultKind.CrashActor
            ? names
            : $"{names} for {DurationWords.Of(occurrence.Fault.Lasts)}");
        next?.FaultBegan(time, occurrence);
    }

    public void FaultEnded(TimeSpan time, FaultOccurrence occurrence)
    {
        Write(occurrence, isBegin: false, NamesOf(occurrence));
        next?.FaultEnded(time, occurrence);
    }

    /// <summary>The kind of event that a fault is, at its begin or its end.</summary>
    internal static string EventOf(FaultKind kind, bool isBegin) => kind switch
    {
        FaultKind.CrashNode => isBegin ? "node-crashed" : "node-restarted",
        FaultKind.CrashActor => "actor-crashed",
        FaultKind.PauseNode or FaultKind.PauseActor => isBegin ? "pause-began" : "pause-ended",
        FaultKind.SlowNode or FaultKind.SlowActor => isBegin ? "slow-began" : "slow-ended",
        FaultKind.Cut => isBegin ? "partition-began" : "partition-healed",
        _ => isBegin ? "link-degraded" : "link-restored",
    };

    private string NamesOf(FaultOccurrence occurrence) => string.Join(", ", occurrence.Targets.Select(Actors.NameOf));

    private void Write(FaultOccurrence occurrence, bool isBegin, string detail) =>
        Events?.Write(EventOf(occurrence.Fault.Kind, isBegin), "faults", detail);
}
