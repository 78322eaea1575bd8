using Delight.Actors.Checkpoints;
using Delight.Actors.Learners;
using Delight.Actors.ParameterServers;
using Delight.Actors.Port;
using Delight.Actors.Recording;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing;
using Delight.Learning.Parameters;
using Delight.Learning.Training;

namespace Delight.Actors.Tests.Learners;

/// <summary>What a learner does when it crashed, when an answer does not come, and when answers come too
/// late.</summary>
public sealed class LearnerRecoveryTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SimulatedHarness _harness = new();
    private readonly MemoryCheckpointStore _disk = new();
    private readonly Probe _recorder = new("recorder");
    private readonly List<(PolicyVersion Version, float[] Parameters)> _published = [];
    private readonly Dictionary<string, Probe> _workers = [];
    private readonly Dictionary<string, ActorRef> _addresses = [];

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void Crash_AfterACheckpoint_GoesOnFromItInANewTerm()
    {
        ActorRef learner = Spawn(Options() with { CheckpointEvery = 2 });
        Ask(learner, "a", slots: 1, life: 0);
        for (int request = 0; request < 3; request++)
        {
            Answer("a", Trajectories.Of(request, rows: 2, step: request));
        }

        Assert.Equal(new PolicyVersion(0, 3), _published.Last().Version);
        float[] afterTwo = _published.Single(published => published.Version.Step == 2).Parameters;
        Crash(learner);
        Assert.Equal(new PolicyVersion(1, 2), _published.Last().Version);
        Assert.Equal(afterTwo, _published.Last().Parameters);
        LearnerRecovered recovered = Assert.Single(_recorder.All<LearnerRecovered>());

        // Rows 0 to 3 were trained on. Row numbers go on where the checkpoint stood: the grant of rows 4 and 5 came
        // after.
        Assert.Equal((new PolicyVersion(1, 2), 0L), (recovered.Version, recovered.RowsLost));
        Assert.Equal([new RequestId(0, 3)], Grants("a").Skip(3).Select(grant => grant.Request));
        Ask(learner, "a", slots: 1, life: 0);
        GenerateRollouts first = Grants("a").Last();
        Assert.Equal((new RequestId(1, 2), 4L), (first.Request, first.FirstRow));
        Assert.Equal(new PolicyVersion(1, 0), first.OldestVersion);
    }

    [Fact]
    public void Crash_DuringTheUpdateThatSaves_LeavesNoCheckpoint()
    {
        ActorRef learner = Spawn(Options() with { CheckpointEvery = 1, StepTime = 4 * Second });
        Ask(learner, "a", slots: 1, life: 0);
        Answer("a", Trajectories.Of(0, rows: 2, step: 0));
        Assert.Equal(1, _disk.Load()!.Trainer.Steps);
        Answer("a", Trajectories.Of(1, rows: 2, step: 1), settles: false);
        Crash(learner); // two of its four seconds into the second update
        _harness.Pass(10 * Second);
        Assert.Equal(1, _disk.Load()!.Trainer.Steps);
        Assert.Equal(new PolicyVersion(1, 1), _published.Last().Version);
        Assert.Single(_recorder.All<BatchTrained>());
        Assert.Equal([new PolicyVersion(0, 1)], _recorder.All<CheckpointSaved>().Select(saved => saved.Version));
    }

    [Fact]
    public void Crash_WithoutACheckpoint_BeginsWithTheInitialPolicyInANewTerm()
    {
        ActorRef learner = Spawn(Options());
        Ask(learner, "a", slots: 1, life: 0);
        Answer("a", Trajectories.Of(0, rows: 2, step: 0));
        Crash(learner);
        Assert.Equal(new PolicyVersion(1, 0), _published.Last().Version);
        Assert.Equal(_published[0].Parameters, _published.Last().Parameters);
        Crash(learner);
        Assert.Equal(new PolicyVersion(2, 0), _published.Last().Version);
    }

    [Fact]
    public void TrajectoriesReady_OfAnEarlierTerm_AreDroppedThoughTheirNumberIsGrantedAgain()
    {
        ActorRef learner = Spawn(Options());
        Ask(learner, "a", slots: 1, life: 0);
        Crash(learner);
        Ask(learner, "a", slots: 1, life: 0);
        Assert.Equal([new RequestId(0, 0), new RequestId(1, 0)], Grants("a").Select(grant => grant.Request));
        Answer("a", Trajectories.Of(0, rows: 2, step: 0));
        Assert.Empty(_recorder.All<BatchTrained>());
        Assert.Equal(["earlier-term", "earlier-term"], _recorder.All<RowsDropped>().Select(drop => drop.Reason));
        Answer("a", Trajectories.Of(0, rows: 2, step: 0) with { Request = new RequestId(1, 0) });
        Assert.Equal(new PolicyVersion(1, 1), Assert.Single(_recorder.All<BatchTrained>()).Version);
    }

    [Fact]
    public void Staleness_OfAPolicyOfAnEarlierTerm_CountsFromWhereTheTermsParted()
    {
        // Term 1 parted at step 100. A policy of step 130 in term 0 is from a branch that is no more; one of step 90 is
        // not.
        PolicyVersion now = new(1, 110);
        Assert.Equal(10, RowAge.Between(new PolicyVersion(0, 130), now, recovered: 100));
        Assert.Equal(20, RowAge.Between(new PolicyVersion(0, 90), now, recovered: 100));
        Assert.Equal(7, RowAge.Between(new PolicyVersion(1, 103), now, recovered: 100));
    }

    [Fact]
    public void Request_WithoutAnAnswerInTime_GoesToSomebodyElse()
    {
        ActorRef learner = Spawn(Options() with { RequestTimeout = 8 * Second, RowsInFlightMax = 2 });
        Ask(learner, "a", slots: 1, life: 0);
        Ask(learner, "b", slots: 1, life: 0);
        Assert.Empty(Grants("b"));
        _harness.Pass(11 * Second); // looked after every quarter of the time-out
        Assert.Equal([0L], Grants("b").Select(grant => grant.Request.Index));
        Assert.Equal([new RowsDropped(2, "lost")], _recorder.All<RowsDropped>());
        Answer("a", Trajectories.Of(0, rows: 2, step: 0), settles: false);
        Assert.Empty(_recorder.All<BatchTrained>()); // it is the other's now
        Answer("b", Trajectories.Of(0, rows: 2, step: 0), settles: false);
        Assert.Single(_recorder.All<BatchTrained>());
    }

    [Fact]
    public void Learner_ThatDoesNotGetOn_PublishesItsPolicyAgain()
    {
        Spawn(Options() with { RequestTimeout = 4 * Second });
        _harness.Pass(Second / 2);
        Assert.Single(_published);
        _harness.Pass(3 * Second);
        Assert.Equal([0L, 0, 0, 0], _published.Select(published => published.Version.Step));
    }

    [Fact]
    public void StaleRows_ToBeRefilled_AreGrantedAgainWithTheSameNumbers()
    {
        ActorRef learner = Spawn(Options() with
        {
            BatchRows = 1, StalenessMax = 0, StalenessHandling = StalenessHandling.Refill,
        });
        Ask(learner, "a", slots: 1, life: 0);
        Answer("a", Trajectories.Of(0, rows: 2, step: 0));

        // The first row makes version 1; the second one is a step too old by then.
        Assert.Equal([(0L, 0L, 2), (1L, 2L, 2)], Numbers("a"));
        Answer("a", Trajectories.Of(1, rows: 2, step: 1));
        Assert.Equal(["stale", "stale"], _recorder.All<RowsDropped>().Select(drop => drop.Reason));
        Assert.Equal((2L, 1L, 1), Numbers("a")[2]);
    }

    [Fact]
    public void StaleRows_ToBeDropped_AreGone()
    {
        ActorRef learner = Spawn(Options() with
        {
            BatchRows = 1, StalenessMax = 0, StalenessHandling = StalenessHandling.Drop,
        });
        Ask(learner, "a", slots: 1, life: 0);
        Answer("a", Trajectories.Of(0, rows: 2, step: 0));
        Answer("a", Trajectories.Of(1, rows: 2, step: 1));
        Assert.Equal([(0L, 0L, 2), (1L, 2L, 2), (2L, 4L, 2)], Numbers("a"));
        Assert.All(_recorder.All<RowsDropped>(), drop => Assert.Equal(("stale", 1L), (drop.Reason, drop.Staleness)));
    }

    [Fact]
    public void Capture_RestoredIntoAFreshTrainer_TakesTheSameNextStep()
    {
        TrainerParts parts = TestTraining.BanditParts(rowsMax: 2);
        using PolicyTrainer first = new(parts), second = new(parts with { Seed = 99 });
        TrainingBatch batch = new(2, parts.Task.Shape, parts.Task.ContextBytes);
        TrajectoryQueue queue = new();
        queue.Add(Trajectories.Of(0, rows: 2, step: 0), 0, PolicyVersion.Initial);
        queue.Take(2, taken => taken.Rows.AddTo(batch));
        first.Step(batch);
        first.Step(batch);
        second.Restore(first.Capture());
        Assert.Equal(2, second.Steps);
        first.Step(batch);
        second.Step(batch);
        Assert.Equal(first.Parameters.ToArray(), second.Parameters.ToArray());
    }

    private static LearnerOptions Options() => new()
    {
        Node = "learner", Steps = 100, BatchRows = 2, RowsInFlightMax = 100, EvaluateEvery = 50,
    };

    private ActorRef Spawn(LearnerOptions options)
    {
        LearnerParts parts = new()
        {
            Trainer = TestTraining.BanditParts(options.BatchRows), Checkpoints = _disk,
        };
        ActorRef nobody = _harness.Spawn("nobody", ScriptedActor.Handling((_, _) => { }));
        LearnerPeers peers = new(
            _harness.Spawn("server", ScriptedActor.Handling((message, context) => Note(message))), nobody,
            _harness.Spawn("recorder", _recorder.Spec), nobody);
        return _harness.Spawn("learner", new ActorSpec { Create = () => new Learner(parts, options, peers) });
    }

    private void Note(object message)
    {
        if (message is PublishPolicy publish)
        {
            _published.Add((publish.Snapshot.Version, publish.Snapshot.Parameters.ToArray()));
        }
    }

    private void Crash(ActorRef learner)
    {
        _harness.Faults.CrashActor(learner);
        _harness.Pass(Second);
    }

    private void Ask(ActorRef learner, string name, int slots, long life)
    {
        if (!_workers.TryGetValue(name, out Probe? probe))
        {
            probe = new Probe(name, (message, context) =>
            {
                if (message is RequestWork or TrajectoriesReady)
                {
                    context.Send(learner, message);
                }
            });
            _workers.Add(name, probe);
            _addresses.Add(name, _harness.Spawn(name, probe.Spec));
        }

        _harness.Send(_addresses[name], new RequestWork(slots, RowsPerRequest: 2, life));
        _harness.Pass(Second / 100);
    }

    private void Answer(string worker, TrajectoriesReady trajectories, bool settles = true)
    {
        _harness.Send(_addresses[worker], trajectories);
        if (settles)
        {
            _harness.Settle();
        }
        else
        {
            _harness.Pass(Second / 100);
        }
    }

    private List<GenerateRollouts> Grants(string worker) => [.. _workers[worker].All<GenerateRollouts>()];

    private List<(long Request, long FirstRow, int Rows)> Numbers(string worker) =>
        [.. Grants(worker).Select(grant => (grant.Request.Index, grant.FirstRow, grant.Rows))];
}
