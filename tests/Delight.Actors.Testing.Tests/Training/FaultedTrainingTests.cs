using Delight.Actors.Coordination;
using Delight.Actors.Testing.Training;
using Delight.Actors.Tests;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Actors.Testing.Tests.Training;

/// <summary>Whole trainings during which nodes and workers fail by plan.</summary>
public sealed class FaultedTrainingTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly TrainingFrictions Links = new()
    {
        Network = new LinkQuality { Latency = Second / 10 }, DetectionTime = 2 * Second,
    };

    [Fact]
    public void WorkersNode_ThatDiesAndComesBack_CostsTimeAndNoRow()
    {
        TrainingPlan plan = Plan();
        TrainingResult result = Run(plan, new Fault
        {
            Kind = FaultKind.CrashNode, Targets = ["workers"], At = 5 * Second, Lasts = 30 * Second,
        });
        TrainingPlan calm = Plan();
        TrainingResult undisturbed = Run(calm);
        Assert.Equal((30L, 240L), (plan.Totals.Updates, plan.Totals.Episodes));
        Assert.Equal(3, result.Counters.Restarts); // two workers and the reward service
        Assert.True(plan.Totals.Dropped["lost"] > 0);
        TimeSpan later = result.Elapsed - undisturbed.Elapsed;
        Assert.InRange(later, 29 * Second, 35 * Second);
    }

    [Fact]
    public void WorkersNode_BackBeforeItsDeathIsNoticed_GetsWorkAgain()
    {
        TrainingPlan plan = Plan();
        TrainingResult result = Run(plan, new Fault
        {
            Kind = FaultKind.CrashNode, Targets = ["workers"], At = 5 * Second, Lasts = Second / 2,
        });
        Assert.Equal((240L, 3L), (plan.Totals.Episodes, result.Counters.Restarts));
    }

    [Fact]
    public void Workers_ThatCrashAtARate_AreRestartedAndEveryPromisedRowIsTrained()
    {
        TrainingPlan plan = Plan();
        TrainingResult result = Run(plan, new Fault
        {
            Kind = FaultKind.CrashActor, Targets = ["worker"], Every = 5 * Second,
        });
        Assert.Equal(240, plan.Totals.Episodes);
        Assert.InRange(result.Counters.Restarts, 2, 40);
    }

    [Fact]
    public void Run_WithFaults_HasTheSameDigestEachTime()
    {
        Fault[] faults =
        [
            new() { Kind = FaultKind.CrashNode, Targets = ["workers"], Every = 10 * Second, Lasts = Second },
            new() { Kind = FaultKind.SlowActor, Targets = ["worker/1"], At = Second, Lasts = 9 * Second, Factor = 3 },
            new()
            {
                Kind = FaultKind.Degrade, Targets = ["workers"], At = 2 * Second, Lasts = 5 * Second,
                Change = new LinkChange { Latency = Latency.Lognormal(Second / 5, sigma: 1) },
            },
        ];
        ulong? first = Run(Plan(), faults).Digest;
        Assert.Equal(first, Run(Plan(), faults).Digest);
        Assert.NotEqual(first, Run(Plan(), faults[..2]).Digest);
    }

    private static TrainingResult Run(TrainingPlan plan, params Fault[] faults) =>
        SimulatedTraining.Run(plan, Links with { Faults = faults });

    private static TrainingPlan Plan() => TestTraining.Plan(
        TestTraining.BanditParts(8), TestTraining.Learner() with { StepTime = Second },
        TestTraining.Pool() with { RequestTime = Second / 2 });
}
