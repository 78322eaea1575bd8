using Akka.Actor;
using Delight.Actors.Coordination;
using Delight.Actors.Learners;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing.Exploration;
using Delight.Actors.Testing.Invariants;
using Delight.Actors.Testing.Training;
using Delight.Actors.Tests;
using Delight.Actors.Tests.Learners;
using Delight.Learning.Optimisers;
using Delight.Simulation.Network;

namespace Delight.Actors.Testing.Tests.Invariants;

/// <summary>What no fault profile is needed for: each invariant can fail, and says why.</summary>
public sealed class BrokenRunTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly TrainingFrictions Links = new()
    {
        Network = new LinkQuality { Latency = Second / 10 },
    };

    [Fact]
    public void Run_LearnerThatStopsGranting_IsFoundAsStarvationWithinThePatience()
    {
        TrainingPlan plan = Plan(parts => parts with
        {
            CreateAdmission = options => new TiringAdmission(options, updatesMax: 10),
        });
        InvariantViolation violation = ViolationOf(plan);
        Assert.Equal("training-gets-on", violation.Invariant);
        Assert.Equal(10, plan.Totals.Updates);
        TimeSpan patience = new RunLimits(plan, Links).Patience;
        Assert.InRange(patience, 30 * Second, 60 * Second);
        Assert.InRange(violation.Time, 5 * Second + patience, 12 * Second + patience); // ten updates of half a second
    }

    [Fact]
    public void Run_LearningRateBeyondReason_IsFoundAsNotFinite()
    {
        TrainingPlan plan = Plan(parts => parts with
        {
            Trainer = parts.Trainer with { LearningRate = new LearningRateOptions { Peak = 3e38 } },
        });
        Assert.Equal("parameters-finite", ViolationOf(plan).Invariant);
    }

    [Fact]
    public void RowsConserved_ARowThatVanishes_IsFound()
    {
        TrainingPlan plan = Plan(parts => parts);
        using SimulatedTraining training = SimulatedTraining.Start(plan, Links);
        ExploredState state = new(plan, Links) { Training = training };
        RowsConserved conserved = new();
        TrajectoriesReady rows = Trajectories.Of(0, rows: 3, step: 0);
        conserved.Sent(ActorRefs.Nobody, ActorRefs.Nobody, rows);
        conserved.Lost(rows, "LinkLoss");
        conserved.AtInterval(state);
        Assert.Null(conserved.Violation);
        conserved.Sent(ActorRefs.Nobody, ActorRefs.Nobody, rows);
        conserved.AtInterval(state);
        Assert.Equal(
            "6 rows were produced and 0 duplicated; 0 were delivered, 3 lost (LinkLoss 3) and 0 are in flight: 3 "
            + "in all.", conserved.Violation);
    }

    [Fact]
    public void RunLimits_LossyLinks_AllowMoreRounds()
    {
        TrainingPlan plan = Plan(parts => parts);
        RunLimits calm = new(plan, Links), lossy = new(plan, Lossy(Links.Network with { LossShare = 0.1 }));
        Assert.Equal((2, 4), (calm.Workers, calm.Slots));
        Assert.True(lossy.Patience > 5 * (calm.Patience - (31 * Second)), $"{lossy.Patience} after {calm.Patience}");
        Assert.False(calm.HasReordering);
        Assert.True(new RunLimits(plan, Lossy(Links.Network with { ReorderingShare = 0.1 })).HasReordering);
    }

    private static TrainingFrictions Lossy(LinkQuality network) => Links with { Network = network };

    private static InvariantViolation ViolationOf(TrainingPlan plan)
    {
        ExploredOutcome outcome = ExploredRun.Run(plan, Links, CancellationToken.None);
        return Assert.IsType<InvariantViolation>(outcome.Violation);
    }

    private static TrainingPlan Plan(Func<LearnerParts, LearnerParts> adjust) => TestTraining.Plan(
        TestTraining.BanditParts(8),
        TestTraining.Learner(steps: 100) with { StepTime = Second / 2, RequestTimeout = 5 * Second },
        TestTraining.Pool() with { SignOfLifeEvery = Second, RequestsInFlight = 2 }) with
    {
        AdjustLearner = adjust,
    };
}
