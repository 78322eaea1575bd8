using Delight.Actors.Checkpoints;
using Delight.Actors.Evaluation;
using Delight.Actors.Frictions;
using Delight.Actors.Learners;
using Delight.Actors.ParameterServers;
using Delight.Actors.Port;
using Delight.Actors.Recording;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing;
using Delight.Learning.Parameters;

namespace Delight.Actors.Tests.Learners;

public sealed class LearnerTests : IDisposable
{
    private readonly SimulatedHarness _harness = new();
    private readonly MemoryCheckpointStore _disk = new();
    private readonly Probe _server = new("server"), _evaluator = new("evaluator");
    private readonly Probe _recorder = new("recorder"), _coordinator = new("coordinator");
    private readonly Dictionary<string, Probe> _workers = [];
    private long _nextLife;
    private readonly Dictionary<string, ActorRef> _addresses = [];

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void PreStart_Always_PublishesAndEvaluatesTheInitialPolicy()
    {
        Spawn(Options());
        _harness.Settle();
        Assert.Equal(PolicyVersion.Initial, _server.Expect<PublishPolicy>().Snapshot.Version);
        Assert.Equal(PolicyVersion.Initial, _evaluator.Expect<EvaluatePolicy>().Snapshot.Version);
        _server.ExpectNothingMore();
    }

    [Fact]
    public void RequestWork_WithinTheBound_GrantsWhatTheCapacityHolds()
    {
        ActorRef learner = Spawn(Options() with { StalenessMax = 1, BatchRows = 4 });
        Ask(learner, "a", slots: 3, rowsPerRequest: 3);
        Assert.Equal([(0, 0, 3), (1, 3, 3), (2, 6, 2)], Grants("a")); // (1 + 0 + 1) · 4 rows
    }

    [Fact]
    public void TrajectoriesReady_AFullBatch_TrainsPublishesAndReports()
    {
        ActorRef learner = Spawn(Options() with
        {
            BatchRows = 2, StepTime = TimeSpan.FromSeconds(3), MeasureEvery = 1, PublishEvery = 1,
        });
        Ask(learner, "a", slots: 1, rowsPerRequest: 2);
        Answer("a", Trajectories.Of(0, rows: 2, step: 0));
        BatchTrained trained = _recorder.Expect<BatchTrained>();
        Assert.Equal(new PolicyVersion(0, 1), trained.Version);
        Assert.Equal([(0L, 2)], trained.Staleness);
        Assert.Equal(TimeSpan.FromSeconds(3), _recorder.Received[0].Time);
        Assert.Equal(1, _recorder.Expect<UpdatesMeasured>().Measurement.Step);
        Assert.Equal([0L, 1], _server.All<PublishPolicy>().Select(publish => publish.Snapshot.Version.Step));
        Assert.Equal([(0, 0, 2), (1, 2, 2)], Grants("a"));
    }

    [Fact]
    public void TrajectoriesReady_UnknownRequestOrTwice_IsDroppedAndCounted()
    {
        ActorRef learner = Spawn(Options() with { BatchRows = 4 });
        Ask(learner, "a", slots: 1, rowsPerRequest: 2);
        Answer("a", Trajectories.Of(0, rows: 2, step: 0));
        Answer("a", Trajectories.Of(0, rows: 2, step: 0));
        Answer("a", Trajectories.Of(7, rows: 2, step: 0));
        Assert.Equal(
            [("unknown-request", 1, RowDifficulty.Unsolved), ("unknown-request", 1, RowDifficulty.Solved),
                ("unknown-request", 2, RowDifficulty.Solved)],
            _recorder.All<RowsDropped>().Select(drop => (drop.Reason, drop.Rows, drop.Difficulty!.Value)));
        Assert.Empty(_recorder.All<BatchTrained>());
    }

    [Fact]
    public void RequestWork_Again_ReissuesTheSameRequests()
    {
        ActorRef learner = Spawn(Options() with { BatchRows = 4, StalenessMax = 0 });
        Ask(learner, "a", slots: 2, rowsPerRequest: 2);
        Ask(learner, "a", slots: 2, rowsPerRequest: 2);
        Assert.Equal([(0, 0, 2), (1, 2, 2), (0, 0, 2), (1, 2, 2)], Grants("a"));
        Assert.Equal([new RowsDropped(4, "lost")], _recorder.All<RowsDropped>());
    }

    [Fact]
    public void TrajectoriesReady_RowsWithFrictions_AreCountedWhereTheyAreTrainedOn()
    {
        ActorRef learner = Spawn(Options() with { BatchRows = 2 });
        Ask(learner, "a", slots: 1, rowsPerRequest: 3);
        Answer("a", Trajectories.Of(0, rows: 3, step: 0) with
        {
            Frictions = new[]
            {
                RowFriction.WrongReward, RowFriction.WrongReward | RowFriction.RoundedWeights, RowFriction.LateReward,
            },
        });
        BatchTrained first = _recorder.Expect<BatchTrained>();
        Assert.Equal([("wrong-reward", 2L), ("rounded-weights", 1L)], first.Frictions.Counted);
        Answer("a", Trajectories.Of(1, rows: 3, step: 0));
        BatchTrained second = _recorder.Expect<BatchTrained>();
        Assert.Equal([("late-reward", 1L)], second.Frictions.Counted);
    }

    [Fact]
    public void Terminated_OfAWorker_ItsWorkGoesToAnother()
    {
        ActorRef learner = Spawn(Options() with { BatchRows = 4, StalenessMax = 0 });
        ActorRef a = Ask(learner, "a", slots: 2, rowsPerRequest: 2);
        Ask(learner, "b", slots: 2, rowsPerRequest: 2);
        Assert.Empty(Grants("b"));
        _harness.Send(a, "stop");
        _harness.Settle();
        Assert.Equal([(0, 0, 2), (1, 2, 2)], Grants("b"));
    }

    [Fact]
    public void TrajectoriesReady_AfterTheLastUpdate_AreCountedAfterEnd()
    {
        ActorRef learner = Spawn(Options() with { BatchRows = 2, Steps = 1 });
        Ask(learner, "a", slots: 2, rowsPerRequest: 2);
        Answer("a", Trajectories.Of(0, rows: 2, step: 0));
        Answer("a", Trajectories.Of(1, rows: 2, step: 0));
        Assert.Equal(new PolicyVersion(0, 1), _coordinator.Expect<TrainingFinished>().Snapshot.Version);
        Assert.Equal([new RowsDropped(2, "after-end", 1, RowDifficulty.Solved)], _recorder.All<RowsDropped>());
        Assert.Equal(2, Grants("a").Count);
    }

    [Fact]
    public void StaleRows_DroppedBetweenTwoUpdates_GiveTheirCreditBack()
    {
        // A broken worker answers with a policy that is one version too old. The second of its two rows becomes too old
        // while it waits for its update; without its credit nobody would get work again, since the next version is not
        // published yet.
        ActorRef learner = Spawn(Options() with
        {
            BatchRows = 1, StalenessMax = 1, PublishEvery = 2, RowsInFlightMax = 10,
        });
        Ask(learner, "a", slots: 1, rowsPerRequest: 2);
        Answer("a", Trajectories.Of(0, rows: 2, step: 0));
        Answer("a", Trajectories.Of(1, rows: 2, step: 1));
        Assert.Equal([new RowsDropped(1, "stale", 2, RowDifficulty.Solved)], _recorder.All<RowsDropped>());
        Assert.Equal([(0, 0, 2), (1, 2, 2), (2, 4, 1)], Grants("a"));
    }

    private static LearnerOptions Options() => new()
    {
        Node = "learner", Steps = 100, BatchRows = 2, RowsInFlightMax = 100, EvaluateEvery = 50,
    };

    private ActorRef Spawn(LearnerOptions options, SupervisionOptions? supervision = null)
    {
        LearnerParts parts = new()
        {
            Trainer = TestTraining.BanditParts(options.BatchRows), Checkpoints = _disk,
        };
        LearnerPeers peers = new(
            _harness.Spawn("server", _server.Spec), _harness.Spawn("evaluator", _evaluator.Spec),
            _harness.Spawn("recorder", _recorder.Spec), _harness.Spawn("coordinator", _coordinator.Spec));
        return _harness.Spawn("learner", new ActorSpec
        {
            Create = () => new Learner(parts, options, peers),
            Supervision = supervision ?? SupervisionOptions.Escalating,
        });
    }

    /// <summary>Lets a worker ask for work; it passes on to the learner whatever it is sent from outside.</summary>
    private ActorRef Ask(ActorRef learner, string name, int slots, int rowsPerRequest)
    {
        if (!_workers.TryGetValue(name, out Probe? probe))
        {
            probe = new Probe(name, (message, context) =>
            {
                if (message is RequestWork or TrajectoriesReady)
                {
                    context.Send(learner, message);
                }
                else if (message is "stop")
                {
                    context.Stop(context.Self);
                }
            });
            _workers.Add(name, probe);
            _addresses.Add(name, _harness.Spawn(name, probe.Spec));
        }

        _harness.Send(_addresses[name], new RequestWork(slots, rowsPerRequest, _nextLife++));
        _harness.Settle();
        return _addresses[name];
    }

    private void Answer(string worker, TrajectoriesReady trajectories)
    {
        _harness.Send(_addresses[worker], trajectories);
        _harness.Settle();
    }

    private List<(int Request, int FirstRow, int Rows)> Grants(string worker) =>
    [
        .. _workers[worker].All<GenerateRollouts>()
            .Select(grant => ((int)grant.Request.Index, (int)grant.FirstRow, grant.Rows)),
    ];
}
