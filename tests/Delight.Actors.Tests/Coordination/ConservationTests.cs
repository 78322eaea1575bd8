using Delight.Actors.Checkpoints;
using Delight.Actors.Evaluation;
using Delight.Actors.Learners;
using Delight.Actors.Network;
using Delight.Actors.ParameterServers;
using Delight.Actors.Port;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Actors.Snapshots;
using Delight.Actors.Testing;
using Delight.Determinism;
using Delight.Learning.Training;

namespace Delight.Actors.Tests.Coordination;

/// <summary>Nothing gets lost uncounted: rows from grant to update, and snapshots from their pool and back.</summary>
public sealed class ConservationTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, 0)]
    [InlineData(3, 2)]
    [InlineData(4, 7)]
    public void Rows_GrantedToUnreliableWorkers_AreTrainedDroppedOrOutstanding(int seed, int? bound)
    {
        const int Workers = 4;
        using SimulatedHarness harness = new();
        Probe recorder = new("recorder");
        LearnerOptions options = TestTraining.Learner(steps: 40) with { StalenessMax = bound, StepTime = Second };
        ActorRef nobody = harness.Spawn("nobody", ScriptedActor.Handling((_, _) => { }));
        LearnerPeers peers = new(nobody, nobody, harness.Spawn("recorder", recorder.Spec), nobody);
        ActorRef learner = SpawnLearner(harness, options, peers, new SnapshotPool(3));
        long granted = 0;
        List<GenerateRollouts>[] held = [.. Enumerable.Range(0, Workers).Select(_ => new List<GenerateRollouts>())];
        ActorSpec Holding(List<GenerateRollouts> grants) => ScriptedActor.Handling((message, context) =>
        {
            if (message is GenerateRollouts grant)
            {
                granted += grant.Rows;
                grants.Add(grant);
            }
            else
            {
                context.Send(learner, message);
            }
        });
        ActorRef[] workers = [.. held.Select((grants, index) => harness.Spawn($"worker-{index}", Holding(grants)))];
        RandomStream random = RandomStream.Derive((ulong)seed, "unreliable-workers");
        for (int turn = 0; turn < 1000; turn++)
        {
            int index = turn < Workers ? turn : random.NextIndex(Workers);
            if (turn < Workers || random.NextChance(0.05))
            {
                // A crash: the worker holds nothing and asks anew, while no grant of its old life is on the way to it.
                harness.Settle();
                held[index].Clear();
                harness.Send(workers[index], new RequestWork(Slots: 2, RowsPerRequest: 3, Life: turn));
            }
            else if (held[index].Count > 0)
            {
                GenerateRollouts done = held[index][random.NextIndex(held[index].Count)];
                held[index].Remove(done);
                harness.Send(
                    workers[index],
                    Learners.Trajectories.Of(done.Request.Index, done.Rows, done.OldestVersion.Step));
            }

            harness.Pass(Second / 3);
        }

        harness.Settle();
        long trained = recorder.All<BatchTrained>().Sum(update => update.Staleness.Sum(entry => entry.Rows));
        long dropped = recorder.All<RowsDropped>().Sum(drop => drop.Rows);
        long outstanding = held.Sum(grants => grants.Sum(grant => grant.Rows));
        long queued = granted - trained - dropped - outstanding;
        Assert.Equal(recorder.All<BatchTrained>().Count * 8L, trained);
        Assert.True(recorder.All<BatchTrained>().Count == 40, $"{recorder.All<BatchTrained>().Count} updates");
        Assert.InRange(queued, 0, options.RowsInFlightMax);
        Assert.True(dropped > 0, "nobody crashed");
        Assert.DoesNotContain(recorder.All<RowsDropped>(), drop => drop.Reason == "unknown-request");
    }

    [Fact]
    public void Snapshots_AfterACrashAndTheEnd_AreAllGivenBack()
    {
        NetworkOptions slow = new() { Links = [new LinkOptions("root", "workers", 5 * Second)] };
        using SimulatedHarness harness = new(slow);
        TrainerParts parts = TestTraining.BanditParts(8);
        FrailTask frail = new(parts.Task, index => index is 100 or 150);
        SnapshotPool pool = new(3);
        Probe recorder = new("recorder"), coordinator = new("coordinator");
        ActorRef server = harness.Spawn("server", new ActorSpec { Create = () => new ParameterServer() });
        ActorRef evaluator = harness.Spawn("evaluator", new ActorSpec
        {
            Create = () => new Evaluator(
                harness.Spawn("measured", recorder.Spec), () => new HeldOutEvaluation(parts.Task, parts.Policy, 1)),
        });
        ActorRef rewards = harness.Spawn("rewards", new ActorSpec
        {
            Create = () => new RewardService(frail, new RewardServiceOptions { Node = "workers" }), Node = "workers",
        });
        LearnerPeers peers = new(
            server, evaluator, harness.Spawn("recorder", recorder.Spec),
            harness.Spawn("coordinator", coordinator.Spec));
        ActorRef learner = SpawnLearner(harness, TestTraining.Learner() with { StepTime = Second }, peers, pool);
        RolloutPeers workerPeers = new(learner, server, rewards);
        RolloutParts workerParts = new(
            parts.Policy.Layout,
            () => new RolloutSampler(frail, parts.Policy, TestTraining.Pool(), samplesPerContext: 1));
        ActorRef[] workers = [.. Enumerable.Range(0, 2).Select(index => harness.Spawn($"worker-{index}", new ActorSpec
        {
            Create = () => new RolloutWorker(workerPeers, TestTraining.Pool(), workerParts),
            Node = "workers",
        }))];
        harness.Await(coordinator, 1, 1000 * Second);
        Assert.True(pool.InUse > 1, "nothing is on its way any more");
        harness.Settle();
        Assert.Equal(2, harness.Restarts);
        Assert.Equal(1, pool.InUse); // the final one, with the parameter server and both workers
        Assert.True(pool.Made < 20, $"{pool.Made} buffers for 31 versions");
        ActorRef killer = harness.Spawn("killer", ScriptedActor.Handling((_, context) =>
        {
            foreach (ActorRef actor in (ActorRef[])[server, .. workers])
            {
                context.Stop(actor);
            }
        }));
        harness.Send(killer, "go");
        harness.Settle();
        Assert.Equal(0, pool.InUse);
    }

    private static ActorRef SpawnLearner(
        SimulatedHarness harness, LearnerOptions options, LearnerPeers peers, SnapshotPool pool) =>
        harness.Spawn("learner", new ActorSpec
        {
            Create = () => new Learner(
                new LearnerParts
                {
                    Trainer = TestTraining.BanditParts(options.BatchRows), Snapshots = pool,
                    Checkpoints = new MemoryCheckpointStore(),
                },
                options, peers),
            Supervision = SupervisionOptions.Escalating,
        });
}
