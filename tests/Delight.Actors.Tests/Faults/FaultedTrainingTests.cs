using Delight.Actors.Coordination;
using Delight.Actors.Faults;
using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Testing;

namespace Delight.Actors.Tests.Faults;

/// <summary>Whole trainings during which nodes and workers fail by plan.</summary>
public sealed class FaultedTrainingTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly NetworkOptions Links = new()
    {
        Latency = Second / 10, ReliableNodes = ["coordinator"], DetectionTime = 2 * Second,
    };

    [Fact]
    public void WorkersNode_ThatDiesAndComesBack_CostsTimeAndNoRow()
    {
        TrainingPlan plan = Plan(new FaultOptions
        {
            Kind = FaultKind.CrashNode, Targets = ["workers"], At = 5 * Second, Lasts = 30 * Second,
        });
        SimulatedTrainingResult result = SimulatedTraining.Run(plan, Links);
        TrainingPlan calm = Plan();
        SimulatedTrainingResult undisturbed = SimulatedTraining.Run(calm, Links);
        Assert.Equal((30L, 240L), (plan.Totals.Updates, plan.Totals.Episodes));
        Assert.Equal(3, result.Counters.Restarts); // two workers and the reward service
        Assert.True(plan.Totals.Dropped["lost"] > 0);
        TimeSpan later = result.VirtualTime - undisturbed.VirtualTime;
        Assert.InRange(later, 29 * Second, 35 * Second);
    }

    [Fact]
    public void WorkersNode_BackBeforeItsDeathIsNoticed_GetsWorkAgain()
    {
        TrainingPlan plan = Plan(new FaultOptions
        {
            Kind = FaultKind.CrashNode, Targets = ["workers"], At = 5 * Second, Lasts = Second / 2,
        });
        SimulatedTrainingResult result = SimulatedTraining.Run(plan, Links);
        Assert.Equal((240L, 3L), (plan.Totals.Episodes, result.Counters.Restarts));
    }

    [Fact]
    public void Workers_ThatCrashAtARate_AreRestartedAndEveryPromisedRowIsTrained()
    {
        TrainingPlan plan = Plan(new FaultOptions
        {
            Kind = FaultKind.CrashActor, Targets = ["worker"], Every = 5 * Second,
        });
        SimulatedTrainingResult result = SimulatedTraining.Run(plan, Links);
        Assert.Equal(240, plan.Totals.Episodes);
        Assert.InRange(result.Counters.Restarts, 2, 40);
    }

    [Fact]
    public void Run_WithFaults_HasTheSameDigestEachTime()
    {
        FaultOptions[] faults =
        [
            new() { Kind = FaultKind.CrashNode, Targets = ["workers"], Every = 10 * Second, Lasts = Second },
            new() { Kind = FaultKind.SlowActor, Targets = ["worker/1"], At = Second, Lasts = 9 * Second, Factor = 3 },
            new()
            {
                Kind = FaultKind.DegradeLink, Targets = ["workers"], At = 2 * Second, Lasts = 5 * Second,
                Change = new LinkChange { Latency = LatencyDistribution.Lognormal(Second / 5, sigma: 1) },
            },
        ];
        ulong first = SimulatedTraining.Run(Plan(faults), Links).Digest;
        Assert.Equal(first, SimulatedTraining.Run(Plan(faults), Links).Digest);
        Assert.NotEqual(first, SimulatedTraining.Run(Plan(faults[..2]), Links).Digest);
    }

    [Fact]
    public void Coordinator_OnARuntimeThatCannotInject_SaysSo()
    {
        using SimulatedHarness harness = new();
        TrainingPlan plan = Plan(new FaultOptions { Kind = FaultKind.CrashActor, Targets = ["worker"] });
        harness.Spawn("coordinator", new ActorSpec
        {
            Create = () => new Coordinator(plan), Supervision = SupervisionOptions.Escalating,
        });
        ActorFailedException error = Assert.Throws<ActorFailedException>(harness.Settle);
        Assert.Contains("this runtime cannot inject", error.Message, StringComparison.Ordinal);
    }

    private static TrainingPlan Plan(params FaultOptions[] faults) => TestTraining.Plan(
        TestTraining.BanditParts(8),
        TestTraining.Learner() with { StepTime = Second },
        TestTraining.Pool() with { RequestTime = Second / 2 }) with
    {
        Faults = new FaultPlan { Faults = faults, Nodes = ["head", "workers"] },
    };
}
