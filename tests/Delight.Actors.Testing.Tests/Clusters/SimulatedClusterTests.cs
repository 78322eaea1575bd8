using System.Globalization;
using Delight.Actors.Cluster;
using Delight.Actors.Coordination;
using Delight.Actors.Testing.Clusters;
using Delight.Actors.Testing.Exploration;
using Delight.Actors.Tests;

namespace Delight.Actors.Testing.Tests.Clusters;

/// <summary>The head and the nodes of a training in virtual time.</summary>
public sealed class SimulatedClusterTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Cluster_WithoutFaults_TrainsToItsEndWithTheSameDigestTwice()
    {
        (ulong first, long updates, TimeSpan end) = Train(seed: 3);
        Assert.Equal(50, updates);
        Assert.InRange(end, 3 * Second, 40 * Second);
        Assert.Equal((first, updates, end), Train(seed: 3));
        Assert.NotEqual(first, Train(seed: 4).Digest);
    }

    private static (ulong Digest, long Updates, TimeSpan End) Train(ulong seed)
    {
        using SimulatedCluster cluster = SimulatedCluster.Start(Setup(seed, steps: 50));
        Assert.True(cluster.Simulation.RunUntil(() => cluster.Plan.Outcome.IsOver, 60 * Second));
        Assert.NotNull(cluster.Plan.Outcome.Parameters);
        return (cluster.Simulation.Digest, cluster.Plan.Totals.Updates, cluster.Simulation.Elapsed);
    }

    private static ClusterSetup Setup(ulong seed, long steps)
    {
        TrainingPlan Plan() => TestTraining.Plan(
            TestTraining.BanditParts(8, seed),
            TestTraining.Learner(steps) with
            {
                StepTime = Second / 20, RequestTimeout = 2 * Second, CheckpointEvery = 5, StalenessMax = 3,
            },
            TestTraining.Pool() with { RequestTime = Second / 20, SignOfLifeEvery = Second, RequestsInFlight = 2 });
        return new ClusterSetup
        {
            Seed = seed, Plan = Plan, Scenario = seed.ToString(CultureInfo.InvariantCulture),
            Prepare = _ =>
            {
                TrainingPlan plan = Plan();
                return new NodeWork(seed, plan.Parts.Task, plan.Parts.Policy, plan.Pools, plan.SamplesPerContext)
                {
                    ParameterServerNode = plan.ParameterServerNode,
                };
            },
        };
    }

    [Fact]
    public void Explore_Seeds_HealFromCrashesCutsAndPauses()
    {
        ExploredTotals totals = new();
        foreach (ulong seed in Enumerable.Range(1, 20).Select(seed => (ulong)seed))
        {
            ExploredOutcome outcome = ExploredCluster.Run(Setup(seed, steps: 1), CancellationToken.None);
            Assert.True(outcome.Violation is null, $"seed {seed}: {outcome.Violation}");
            totals.Add(outcome.Totals);
        }

        Assert.InRange(totals.Crashes["node head"], 1, 60);
    }
}
