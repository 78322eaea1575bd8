using Delight.Actors.Checkpoints;
using Delight.Actors.Learners;
using Delight.Actors.Port;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing;
using Delight.Determinism;

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
        ActorRef learner = SpawnLearner(harness, options, peers);
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

    private static ActorRef SpawnLearner(SimulatedHarness harness, LearnerOptions options, LearnerPeers peers) =>
        harness.Spawn("learner", new ActorSpec
        {
            Create = () => new Learner(
                new LearnerParts
                {
                    Trainer = TestTraining.BanditParts(options.BatchRows), Checkpoints = new MemoryCheckpointStore(),
                },
                options, peers),
            Supervision = SupervisionOptions.Escalating,
        });
}
