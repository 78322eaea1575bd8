using Delight.Actors.Coordination;
using Delight.Actors.Invariants;
using Delight.Actors.Learners;
using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Recording;
using Delight.Actors.Simulation;
using Delight.Learning.Training;

namespace Delight.Actors.Exploration;

/// <summary>One training in virtual time under the eyes of all invariants; it stops at the first violation.</summary>
/// <remarks>Watching changes nothing: an unwatched run of the same plan has the same digest.</remarks>
public sealed class ExploredRun
{
    private const int EventsPerInterval = 256;

    private readonly InvariantMonitor _monitor;
    private readonly SimulatedRuntime _runtime;
    private readonly ExploredState _state;
    private readonly ExploredTotals _totals = new();
    private long _events;
    private TimeSpan _now;

    private ExploredRun(TrainingPlan plan, NetworkOptions network)
    {
        _monitor = new InvariantMonitor(InvariantCatalogue.Create());
        _runtime = new SimulatedRuntime(new SimulationOptions
        {
            Seed = plan.Parts.Seed, Network = network, Observer = new Observer(_totals, _monitor),
        });
        TrainingPlan watched = plan with { AdjustLearner = parts => Watch(plan.AdjustLearner(parts)) };
        _state = new ExploredState(watched, network, _runtime);
    }

    /// <summary>Runs to the end or to the first violation.</summary>
    /// <param name="plan">What to train, with its faults; its totals and its outcome are filled.</param>
    /// <param name="network">Links between the nodes.</param>
    /// <param name="cancellation">Interrupts between two events.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ExploredOutcome Run(TrainingPlan plan, NetworkOptions network, CancellationToken cancellation)
    {
        ExploredRun run = new(plan, network);
        InvariantViolation? violation = run.ToEnd(cancellation);
        run._totals.Count(run._state.Plan.Totals, run._runtime.Counters, run._events, run._now);
        return new ExploredOutcome(violation, run._runtime.Digest.Value, run._totals);
    }

    private LearnerParts Watch(LearnerParts parts)
    {
        return parts with
        {
            Audit = LearnerAudits.Of(parts.Audit, _monitor),
            CreateAdmission = options => _state.Admission = parts.CreateAdmission(options),
            CreateLedger = (request, row) => _state.Ledger = parts.CreateLedger(request, row),
        };
    }

    private InvariantViolation? ToEnd(CancellationToken cancellation)
    {
        try
        {
            _monitor.Tell(invariant => invariant.Begin(_state));
            _runtime.Spawn("coordinator", _state.Plan.CoordinatorSpec(_runtime.Faults));
            while (Step())
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
        catch (ActorFailedException failure)
        {
            return Broken() ?? OfFailure(failure);
        }

        if (Broken() is { } broken)
        {
            return broken;
        }

        if (_state.Plan.Outcome.Parameters is not { } parameters)
        {
            return Violation("training-gets-on", "nothing is left to happen, and the training has not ended.");
        }

        _runtime.Digest.AddParameters(parameters);
        _monitor.Tell(invariant => invariant.AtInterval(_state));
        _monitor.Tell(invariant => invariant.AtEnd(_state));
        return Broken();
    }

    /// <summary>Lets one event happen; false at the end, or where an invariant does not hold any more.</summary>
    private bool Step()
    {
        _events++;
        bool hasMore = _runtime.Step();
        _now = _runtime.Clock.Elapsed;
        _monitor.AfterEvent(_state);
        if (_events % EventsPerInterval == 0)
        {
            _monitor.Tell(invariant => invariant.AtInterval(_state));
        }

        return hasMore && _monitor.Broken is null;
    }

    private InvariantViolation? Broken() =>
        _monitor.Broken is { } broken ? Violation(broken.Name, broken.Violation!) : null;

    private InvariantViolation OfFailure(ActorFailedException failure) => failure.InnerException switch
    {
        TrainingStalledException stalled => Violation("training-gets-on", stalled.Message),
        TrainingDivergedException diverged => Violation("parameters-finite", diverged.Message),
        _ => Violation("nobody-fails", failure.Message),
    };

    private InvariantViolation Violation(string invariant, string what) =>
        new(invariant, what, _runtime.Clock.Elapsed, _events, _monitor.Happening, _runtime.Digest.Value);

    /// <summary>Counts what happens to actors, and lets the invariants hear of messages.</summary>
    private sealed class Observer(ExploredTotals totals, InvariantMonitor monitor) : IRuntimeObserver
    {
        public IActivityObserver Activity => monitor;

        public void Happened(RunEvent happened) => totals.Happened(happened);
    }
}
