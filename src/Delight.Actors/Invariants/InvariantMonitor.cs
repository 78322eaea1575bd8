using Delight.Actors.Learners;
using Delight.Actors.Port;
using Delight.Actors.Rollouts;
using Delight.Learning.Parameters;

namespace Delight.Actors.Invariants;

/// <summary>Lets every invariant hear what happens in one run, and notices the first violation.</summary>
/// <param name="invariants">Fresh ones: they watch one run.</param>
/// <remarks>Owned by whoever steps the run. It throws nothing into it: an exception would be an actor's
/// failure.</remarks>
internal sealed class InvariantMonitor(IReadOnlyList<Invariant> invariants) : ILearnerAudit, IActivityObserver
{
    private (ActorRef? Sender, ActorRef Receiver, object Message)? _last;

    /// <summary>What was delivered last, for people.</summary>
    public string Happening => _last is { } last
        ? $"{(last.Message as IMessage)?.WireName ?? last.Message.GetType().Name} from "
            + $"{last.Sender?.ToString() ?? "itself"} to {last.Receiver}"
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

    public void Published(PolicyVersion version) => Tell(invariant => invariant.Published(version));

    public void Sent(ActorRef? sender, ActorRef receiver, object message, TimeSpan at)
    {
        foreach (Invariant invariant in invariants)
        {
            invariant.Sent(sender, receiver, message);
        }
    }

    public void Duplicated(object message) => Tell(invariant => invariant.Duplicated(message));

    public void Lost(object message, string reason) => Tell(invariant => invariant.Lost(message, reason));

    public void Delivered(ActorRef? sender, ActorRef receiver, object message)
    {
        _last = (sender, receiver, message);
        foreach (Invariant invariant in invariants)
        {
            invariant.Delivered(sender, receiver, message);
        }
    }

    public void Failed(ActorRef actor, Exception failure) => Tell(invariant => invariant.Failed(actor, failure));
}
