using System.Globalization;
using Akka.Actor;
using Delight.Actors.Cluster;
using Delight.Actors.Coordination;
using Delight.Actors.Testing.Clusters;
using Delight.Actors.Testing.Exploration;
using Delight.Actors.Testing.Invariants;
using Delight.Actors.Testing.Tests.Invariants;
using Delight.Actors.Testing.Training;
using Delight.Actors.Tests;
using Delight.Actors.Tests.Learners;

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

    [Fact]
    public void Explore_LearnerThatStopsGranting_DoesNotHeal()
    {
        ClusterSetup setup = Setup(seed: 1, steps: 1);
        ClusterSetup tired = setup with
        {
            Plan = () => setup.Plan() with
            {
                AdjustLearner = parts => parts with
                {
                    CreateAdmission = options => new TiringAdmission(options, updatesMax: 10),
                },
            },
        };
        InvariantViolation violation = ExploredCluster.Run(tired, CancellationToken.None).Violation!;
        Assert.Equal("cluster-heals", violation.Invariant);
        Assert.StartsWith("2 min after the last fault node-1 has brought no row; ", violation.What);
        Assert.EndsWith("0 updates followed, and 5 are due.", violation.What);
    }

    [Fact]
    public void Node_WhoseLifeFails_IsAViolationWithItsReason()
    {
        ClusterSetup setup = Setup(seed: 1, steps: 1) with
        {
            Prepare = _ => throw new NotSupportedException("this scenario is of another version"),
        };
        InvariantViolation violation = ExploredCluster.Run(setup, CancellationToken.None).Violation!;
        Assert.Equal("nobody-fails", violation.Invariant);
        Assert.Equal(
            "node-1 failed by itself with NotSupportedException: this scenario is of another version", violation.What);
    }

    [Fact]
    public void CutOffHeadWaits_RowsThatComeDuringTheCut_AreAViolation()
    {
        using SimulatedCluster cluster = SimulatedCluster.Start(Setup(seed: 1, steps: 1000));
        cluster.Simulation.RunFor(10 * Second);
        cluster.Simulation.Network.Cut(["head"], cluster.NodeNames);
        CutOffHeadWaits waits = new();
        ExploredState state = new(cluster.Plan, new TrainingFrictions()) { Cluster = cluster };
        waits.Begin(state);
        waits.AfterEvent(state);
        cluster.Simulation.RunFor(2 * Second);
        waits.Delivered(Remote(), ActorRefs.Nobody, Trajectories.Of(0, rows: 3, step: 0));
        Assert.StartsWith("rows of request ", waits.Violation);
        Assert.EndsWith("every link to the head is cut since 10 s after the start.", waits.Violation);

        IActorRef Remote() => ((ExtendedActorSystem)cluster.Simulation["head"].System).Provider
            .ResolveActorRef("akka.tcp://delight@node-1:2552/user/workers/worker-0");
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
        foreach (ulong seed in Enumerable.Range(1, 8).Select(seed => (ulong)seed))
        {
            ExploredOutcome outcome = ExploredCluster.Run(Setup(seed, steps: 1), CancellationToken.None);
            Assert.True(outcome.Violation is null, $"seed {seed}: {outcome.Violation}");
            totals.Add(outcome.Totals);
        }

        Assert.InRange(totals.Crashes["node head"], 1, 24);
        Assert.InRange(totals.Recoveries, 1, 100);
        Assert.InRange(totals.Faults["partition-began"], 1, 24);
    }
}
