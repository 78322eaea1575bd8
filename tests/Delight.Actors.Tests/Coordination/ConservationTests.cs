using Delight.Actors.Learners;
using Delight.Actors.Recording;
using Delight.Actors.Rollouts;
using Delight.Actors.Tests.Learners;
using Delight.Determinism;
using Delight.Simulation.TestKit;

namespace Delight.Actors.Tests.Coordination;

/// <summary>No row gets lost uncounted on its way from grant to update.</summary>
public sealed class ConservationTests : LearnerKit
{
    private const int Workers = 4;

    private readonly SimulationTestProbe[] _workers;
    private readonly List<GenerateRollouts>[] _held = [[], [], [], []];
    private long _granted;

    public ConservationTests() =>
        _workers = [.. Enumerable.Range(0, Workers).Select(index => CreateTestProbe($"worker-{index}"))];

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, 0)]
    [InlineData(3, 2)]
    [InlineData(4, 7)]
    public void Rows_GrantedToUnreliableWorkers_AreTrainedDroppedOrOutstanding(int seed, int? bound)
    {
        LearnerOptions options = TestTraining.Learner(steps: 40) with { StalenessMax = bound, StepTime = Second };
        Start(options);
        RandomStream random = RandomStream.Derive((ulong)seed, "unreliable-workers");
        for (int turn = 0; turn < 1000; turn++)
        {
            int index = turn < Workers ? turn : random.NextIndex(Workers);
            Take(index);
            if (turn < Workers || random.NextChance(0.05))
            {
                CrashWorker(index, life: turn);
            }
            else if (_held[index].Count > 0)
            {
                GenerateRollouts done = _held[index][random.NextIndex(_held[index].Count)];
                _held[index].Remove(done);
                _workers[index].Send(
                    Learner, Trajectories.Of(done.Request.Index, done.Rows, done.OldestVersion.Step));
            }

            RunFor(Second / 3);
        }

        RunUntilIdle();
        AssertConserved(options);
    }

    /// <summary>The worker holds nothing and asks anew, while no grant of its old life is on the way to it.</summary>
    private void CrashWorker(int index, int life)
    {
        RunUntilIdle();
        Take(index);
        _held[index].Clear();
        _workers[index].Send(Learner, new RequestWork(Slots: 2, RowsPerRequest: 3, life));
    }

    private void Take(int index)
    {
        foreach (GenerateRollouts grant in _workers[index].TakeAll<GenerateRollouts>())
        {
            _granted += grant.Rows;
            _held[index].Add(grant);
        }
    }

    private void AssertConserved(LearnerOptions options)
    {
        foreach (int index in Enumerable.Range(0, Workers))
        {
            Take(index);
        }

        IReadOnlyList<object> told = Recorder.TakeAll();
        BatchTrained[] updates = [.. told.OfType<BatchTrained>()];
        RowsDropped[] drops = [.. told.OfType<RowsDropped>()];
        long trained = updates.Sum(update => update.Staleness.Sum(entry => entry.Rows));
        long dropped = drops.Sum(drop => drop.Rows);
        long outstanding = _held.Sum(grants => grants.Sum(grant => grant.Rows));
        Assert.Equal(40, updates.Length);
        Assert.Equal(40 * 8, trained);
        Assert.InRange(_granted - trained - dropped - outstanding, 0, options.RowsInFlightMax);
        Assert.True(dropped > 0, "nobody crashed");
        Assert.DoesNotContain(drops, drop => drop.Reason == "unknown-request");
    }
}
