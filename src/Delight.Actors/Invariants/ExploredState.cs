using Delight.Actors.Coordination;
using Delight.Actors.Learners;
using Delight.Actors.Network;
using Delight.Actors.Simulation;

namespace Delight.Actors.Invariants;

/// <summary>What invariants may look at between two events of a run.</summary>
/// <remarks>Read-only to them: looking must not change the run.</remarks>
public sealed class ExploredState
{
    private readonly SimulatedRuntime _runtime;

    internal ExploredState(TrainingPlan plan, NetworkOptions network, SimulatedRuntime runtime)
    {
        (Plan, _runtime) = (plan, runtime);
        Limits = new RunLimits(plan, network);
    }

    /// <summary>What is trained, with the totals so far.</summary>
    public TrainingPlan Plan { get; }

    /// <summary>How much and how long is allowed in this run.</summary>
    public RunLimits Limits { get; }

    /// <summary>Virtual time.</summary>
    public TimeSpan Elapsed => _runtime.Clock.Elapsed;

    /// <summary>Bookkeeping of credit of the newest life of the learner; null before the first.</summary>
    public AdmissionControl? Admission { get; internal set; }

    /// <summary>Bookkeeping of requests of the same life.</summary>
    public WorkLedger? Ledger { get; internal set; }

    /// <summary>Events that are planned.</summary>
    public int EventsPlanned => _runtime.EventsPlanned;

    /// <summary>Messages in all mailboxes.</summary>
    public int MessagesWaiting => _runtime.MessagesWaiting();

    /// <summary>Every copy of a message that was sent and neither delivered nor lost; found by looking
    /// everywhere.</summary>
    public IEnumerable<object> MessagesUnderWay => _runtime.MessagesUnderWay();
}
