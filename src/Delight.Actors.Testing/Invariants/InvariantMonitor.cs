using Akka.Actor;
using Delight.Actors.Learners;
using Delight.Actors.Messages;
using Delight.Actors.Recording;
using Delight.Actors.Rollouts;
using Delight.Learning.Parameters;
using Delight.Simulation.Faults;
using Delight.Simulation.Observing;

namespace Delight.Actors.Testing.Invariants;

/// <summary>Lets every invariant hear what happens in one run, and notices the first violation.</summary>
/// <param name="invariants">Fresh ones: they watch one run.</param>
/// <remarks>Owned by whoever steps the run. It throws nothing into it: an exception would be an actor's
/// failure.</remarks>
internal sealed class InvariantMonitor(IReadOnlyList<Invariant> invariants) : ILearnerAudit, ISimulationObserver
{
    private (IActorRef? Sender, IActorRef Receiver, object Message)? _last;

    /// <summary>What was delivered last, for people.</summary>
    public string Happening => _last is { } last
        ? $"{(last.Message as IMessage)?.WireName ?? last.Message.GetType().Name} from "
            + $"{Named(last.Sender)} to {Named(last.Receiver)}"
        : "nothing yet";

    /// <summary>The first invariant that does not hold; null: all hold.</summary>
    public Invariant? Broken
    {
        get
        {
            foreach (Invariant invariant in invariants)
            {
                if (invariant.Violation is not null)
                {
                    return invariant;
                }
            }

            return null;
        }
    }

    /// <summary>Hears of each fault that begins.</summary>
    public Action<TimeSpan, FaultOccurrence> Begun { get; init; } = (_, _) => { };

    private static string Named(IActorRef? actor) =>
        actor is null || actor.IsNobody() ? "itself" : actor.Path.ToStringWithoutAddress();

    public void Tell(Action<Invariant> what)
    {
        foreach (Invariant invariant in invariants)
        {
            what(invariant);
        }
    }

    public void AfterEvent(ExploredState state)
    {
        foreach (Invariant invariant in invariants)
        {
            invariant.AfterEvent(state);
        }
    }

    public void Started(PolicyVersion version) => Tell(invariant => invariant.Started(version));

    public void Granted(GenerateRollouts request, AdmissionControl admission, long published) =>
        Tell(invariant => invariant.Granted(request));

    public void Admitted(TrajectoriesReady trajectories, long firstRow) =>
        Tell(invariant => invariant.Admitted(trajectories, firstRow));

    public void Dropped(in TrajectoryRows rows, string reason)
    {
        foreach (Invariant invariant in invariants)
        {
            invariant.Dropped(rows, reason);
        }
    }

    public void Trained(PolicyVersion version, in TrajectoryRows rows)
    {
        foreach (Invariant invariant in invariants)
        {
            invariant.Trained(version, rows);
        }
    }

    public void FaultBegan(TimeSpan time, FaultOccurrence occurrence) => Begun(time, occurrence);

    public void Published(PolicyVersion version) => Tell(invariant => invariant.Published(version));

    public void Sent(TimeSpan time, IActorRef receiver, object message, IActorRef sender)
    {
        foreach (Invariant invariant in invariants)
        {
            invariant.Sent(sender, receiver, message);
        }
    }

    public void Duplicated(TimeSpan time, IActorRef receiver, object message) =>
        Tell(invariant => invariant.Duplicated(message));

    public void Lost(TimeSpan time, IActorRef receiver, object message, DropReason reason) =>
        Lose(time, receiver, message, reason.ToString());

    public void Undelivered(TimeSpan time, IActorRef receiver, object message, IActorRef sender) =>
        Lose(time, receiver, message, "dead-letter");

    public void Delivered(TimeSpan time, IActorRef receiver, object message, IActorRef sender)
    {
        _last = (sender, receiver, message);
        foreach (Invariant invariant in invariants)
        {
            invariant.Delivered(sender, receiver, message);
        }
    }

    public void Handled(TimeSpan time, IActorRef actor, object message)
    {
        foreach (Invariant invariant in invariants)
        {
            invariant.Handled(actor, message);
        }
    }

    /// <summary>What a selection sends where nobody is was sent to no actor, so nobody has heard of it yet.</summary>
    private void Lose(TimeSpan time, IActorRef receiver, object message, string reason)
    {
        if (receiver is EmptyLocalActorRef)
        {
            Sent(time, receiver, message, ActorRefs.Nobody);
        }

        Tell(invariant => invariant.Lost(message, reason));
    }

    /// <summary>A role failed.</summary>
    public void Failed(RoleFailure failure) => Tell(invariant => invariant.Failed(failure.Role, failure.Cause));
}
