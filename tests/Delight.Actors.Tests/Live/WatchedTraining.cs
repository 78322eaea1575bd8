using Akka.Actor;
using Delight.Actors.Coordination;
using Delight.Actors.Learners;
using Delight.Actors.Recording;
using Delight.Actors.Testing.Invariants;
using Delight.Actors.Testing.Training;

namespace Delight.Actors.Tests.Live;

/// <summary>A live training that the invariants of rows, credit and versions watch, from inside the learner's
/// turns.</summary>
internal sealed class WatchedTraining
{
    private readonly InvariantMonitor _monitor = new([new TrainedOnce(), new VersionsRise(), new CapacityKept()]);

    /// <param name="plan">What to train.</param>
    /// <param name="frictions">Links between the nodes, and faults.</param>
    /// <param name="bound">What the learner's credit goes by; else the plan's bound.</param>
    public WatchedTraining(TrainingPlan plan, TrainingFrictions frictions, long? bound = null)
    {
        Plan = plan with
        {
            AdjustLearner = parts => parts with
            {
                Audit = _monitor,
                CreateAdmission = options => new ToldAdmission(
                    options with { StalenessMax = bound ?? options.StalenessMax }, _monitor),
            },
        };

        // It gives invariants the plan and its limits; what they see of events is of virtual time only.
        ExploredState state = new(Plan, frictions);
        _monitor.Tell(invariant => invariant.Begin(state));
    }

    public TrainingPlan Plan { get; }

    /// <summary>The first violation; null: none. Read it after the run.</summary>
    public string? Violation => _monitor.Broken is { } broken ? $"{broken.Name}: {broken.Violation}" : null;

    /// <summary>Says which rows are lost, which virtual time learns from messages.</summary>
    private sealed class ToldAdmission(LearnerOptions options, InvariantMonitor monitor)
        : AdmissionControl(options.BatchRows, options.RowsInFlightMax, options.StalenessMax)
    {
        public override void Lose(int rows)
        {
            base.Lose(rows);
            monitor.Sent(
                TimeSpan.Zero, ActorRefs.Nobody, new RowsDropped(rows, "lost"), ActorRefs.Nobody);
        }
    }
}
