using Delight.Actors.Coordination;
using Delight.Actors.Learners;
using Delight.Actors.Testing.Clusters;
using Delight.Actors.Testing.Training;

namespace Delight.Actors.Testing.Invariants;

/// <summary>What invariants may look at between two events of a run.</summary>
/// <remarks>Read-only to them: looking must not change the run.</remarks>
public sealed class ExploredState
{
    internal ExploredState(TrainingPlan plan, TrainingFrictions frictions)
    {
        Plan = plan;
        Limits = new RunLimits(plan, frictions);
    }

    /// <summary>What is trained, with the totals so far.</summary>
    public TrainingPlan Plan { get; }

    /// <summary>How much and how long is allowed in this run.</summary>
    public RunLimits Limits { get; }

    /// <summary>Virtual time.</summary>
    public TimeSpan Elapsed => Training?.Elapsed ?? Cluster!.Simulation.Elapsed;

    /// <summary>Bookkeeping of credit of the newest life of the learner; null before the first.</summary>
    public AdmissionControl? Admission { get; internal set; }

    /// <summary>Bookkeeping of requests of the same life.</summary>
    public WorkLedger? Ledger { get; internal set; }

    /// <summary>Events that are planned; of a training in one process, as what follows.</summary>
    public int EventsPlanned => Training!.Simulation.EventsPending;

    /// <summary>Messages in all mailboxes.</summary>
    public int MessagesWaiting => Training!.Simulation.MessagesWaiting;

    /// <summary>Every copy of a message that was sent and neither handled nor lost; found by looking
    /// everywhere.</summary>
    public IEnumerable<object> MessagesUnderWay => Training!.Simulation.MessagesInFlight;

    /// <summary>The training in one process; null where it is a cluster's.</summary>
    internal SimulatedTraining? Training { get; set; }

    /// <summary>The cluster; null where all runs in one process.</summary>
    internal SimulatedCluster? Cluster { get; set; }

    /// <summary>Lets a monitor and the state hear of each life of the learner.</summary>
    internal LearnerParts Watch(LearnerParts parts, InvariantMonitor monitor) => parts with
    {
        Audit = LearnerAudits.Of(parts.Audit, monitor),
        CreateAdmission = options => Admission = parts.CreateAdmission(options),
        CreateLedger = (request, row) => Ledger = parts.CreateLedger(request, row),
    };
}
