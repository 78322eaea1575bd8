using Delight.Actors.Coordination;
using Delight.Actors.Testing.Invariants;
using Delight.Actors.Testing.Training;
using Delight.Learning.Training;

namespace Delight.Actors.Testing.Exploration;

/// <summary>One training in virtual time while all invariants are checked. It stops at the first violation.</summary>
/// <remarks>Watching changes nothing: an unwatched run of the same plan has the same digest.</remarks>
public sealed class ExploredRun : IDisposable
{
    private const int EventsPerInterval = 256;

    private readonly InvariantMonitor _monitor = new(InvariantCatalogue.Create());
    private readonly ExploredTotals _totals = new();
    private readonly SimulatedTraining _training;
    private readonly ExploredState _state;
    private long _events = -1; // the condition is asked once before the first event

    private ExploredRun(TrainingPlan plan, TrainingFrictions frictions)
    {
        TrainingPlan watched = plan with
        {
            AdjustLearner = parts => _state!.Watch(plan.AdjustLearner(parts), _monitor),
        };
        _state = new ExploredState(watched, frictions);
        _monitor.Tell(invariant => invariant.Begin(_state));
        _training = SimulatedTraining.Start(watched, frictions, new ExploredObserver(_monitor, _totals.Happened));
        _state.Training = _training;
    }

    /// <summary>Runs to the end or to the first violation.</summary>
    /// <param name="plan">What to train; its totals and its outcome are filled.</param>
    /// <param name="frictions">Links between the nodes, and faults.</param>
    /// <param name="cancellation">Interrupts between two events.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ExploredOutcome Run(
        TrainingPlan plan, TrainingFrictions frictions, CancellationToken cancellation)
    {
        using ExploredRun run = new(plan, frictions);
        (InvariantViolation? violation, ulong digest) = run.ToEnd(cancellation);
        run._totals.Count([plan.Totals], run._training.Counters, run._events, run._training.Elapsed);
        return new ExploredOutcome(violation, digest, run._totals);
    }

    /// <inheritdoc/>
    public void Dispose() => _training.Dispose();

    private (InvariantViolation? Violation, ulong Digest) ToEnd(CancellationToken cancellation)
    {
        _training.RunUntil(() =>
        {
            cancellation.ThrowIfCancellationRequested();
            return IsBrokenAfterEvent();
        });
        ulong digest = _training.Simulation.Digest;
        if (Broken() is { } broken)
        {
            return (broken, digest);
        }

        if (_state.Plan.Outcome.Completion.Exception?.InnerException is { } failure)
        {
            return (OfFailure(failure), digest);
        }

        if (_state.Plan.Outcome.Parameters is not { } parameters)
        {
            return (
                Violation("training-gets-on", "nothing is left to happen, and the training has not ended."), digest);
        }

        _monitor.Tell(invariant => invariant.AtInterval(_state));
        _monitor.Tell(invariant => invariant.AtEnd(_state));
        return (Broken(), _training.DigestWith(parameters));
    }

    private bool IsBrokenAfterEvent()
    {
        _events++;
        _monitor.AfterEvent(_state);
        if (_events % EventsPerInterval == 0)
        {
            _monitor.Tell(invariant => invariant.AtInterval(_state));
        }

        return _monitor.Broken is not null;
    }

    private InvariantViolation? Broken() =>
        _monitor.Broken is { } broken ? Violation(broken.Name, broken.Violation!) : null;

    private InvariantViolation OfFailure(Exception failure) => failure.InnerException switch
    {
        TrainingStalledException stalled => Violation("training-gets-on", stalled.Message),
        TrainingDivergedException diverged => Violation("parameters-finite", diverged.Message),
        _ => Violation("nobody-fails", failure.Message),
    };

    private InvariantViolation Violation(string invariant, string what) => new(
        invariant, what, _training.Elapsed, _events, _monitor.Happening, _training.Simulation.Digest);
}
