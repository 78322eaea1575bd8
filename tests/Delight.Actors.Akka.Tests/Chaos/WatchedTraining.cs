using Delight.Actors.Coordination;
using Delight.Actors.Invariants;
using Delight.Actors.Learners;
using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Simulation;
using Delight.Actors.Tests;

namespace Delight.Actors.Akka.Tests.Chaos;

/// <summary>A live training that the invariants of rows, credit and versions watch, from inside the learner's
/// turns.</summary>
internal sealed class WatchedTraining
{
    private readonly InvariantMonitor _monitor = new([new TrainedOnce(), new VersionsRise(), new CapacityKept()]);

    /// <param name="plan">What to train.</param>
    /// <param name="network">Links between the nodes.</param>
    /// <param name="bound">What the learner's credit goes by; else the plan's bound.</param>
    public WatchedTraining(TrainingPlan plan, NetworkOptions network, long? bound = null)
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
        ExploredState state = new(Plan, network, new SimulatedRuntime(new SimulationOptions { Seed = 1 }));
        _monitor.Tell(invariant => invariant.Begin(state));
    }

    public TrainingPlan Plan { get; }

    /// <summary>The first violation; null: none. Read it after the run.</summary>
    public string? Violation => _monitor.Broken is { } broken ? $"{broken.Name}: {broken.Violation}" : null;

    /// <summary>Says which rows are lost, which virtual time learns from messages.</summary>
    private sealed class ToldAdmission(LearnerOptions options, InvariantMonitor monitor)
        : AdmissionControl(options.BatchRows, options.RowsInFlightMax, options.StalenessMax)
    {
        private static readonly ActorRef Nobody = new TestAddress("nobody");

        public override void Lose(int rows)
        {
            base.Lose(rows);
            monitor.Sent(sender: null, Nobody, new RowsDropped(rows, "lost"), TimeSpan.Zero);
        }
    }
}
