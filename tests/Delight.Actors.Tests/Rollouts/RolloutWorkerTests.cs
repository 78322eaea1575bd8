using Delight.Actors.ParameterServers;
using Delight.Actors.Port;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Actors.Snapshots;
using Delight.Actors.Testing;
using Delight.Learning.Parameters;
using Delight.Learning.Training;

namespace Delight.Actors.Tests.Rollouts;

public sealed class RolloutWorkerTests : IDisposable
{
    private readonly SimulatedHarness _harness = new();
    private readonly SnapshotPool _pool = new(3);
    private readonly Probe _learner = new("learner"), _server = new("server"), _rewards = new("rewards");
    private readonly ActorRef _worker;

    public RolloutWorkerTests()
    {
        RolloutPeers peers = new(
            _harness.Spawn("learner", _learner.Spec), _harness.Spawn("server", _server.Spec),
            _harness.Spawn("rewards", _rewards.Spec));
        TrainerParts parts = TestTraining.BanditParts(8);
        RolloutOptions options = TestTraining.Pool(rowsPerRequest: 4) with
        {
            SamplesPerContext = 2, RequestsInFlight = 3, RequestTime = TimeSpan.FromSeconds(2),
        };
        _worker = _harness.Spawn("worker", new ActorSpec
        {
            Create = () => new RolloutWorker(
                peers, options, () => new RolloutSampler(parts.Task, parts.Policy, options)),
        });
        _harness.Settle();
    }

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void PreStart_Always_SubscribesAndAsksForItsSlots()
    {
        _server.Expect<SubscribeToPolicy>();
        Assert.Equal(new RequestWork(3, 4, 2), _learner.Expect<RequestWork>());
    }

    [Fact]
    public void GenerateRollouts_BeforeAnyPolicy_WaitsForOneThatIsNewEnough()
    {
        Grant(request: 7, oldest: 2);
        Publish(step: 1);
        Assert.Empty(_rewards.Received);
        Publish(step: 2);
        ScoreAnswers asked = _rewards.Expect<ScoreAnswers>();
        Assert.Equal((7L, new PolicyVersion(0, 2), 4, 4),
            (asked.RequestIndex, asked.Version, asked.Rows, asked.Chosen.Length));
        Assert.Equal(TimeSpan.FromSeconds(2), _rewards.Received[0].Time);
    }

    [Fact]
    public void AnswersScored_OfARequest_CompletesItsTrajectory()
    {
        Publish(step: 5);
        Grant(request: 3, oldest: 0);
        ScoreAnswers asked = _rewards.Expect<ScoreAnswers>();
        _harness.Send(_worker, new AnswersScored(3, asked.Version, new float[] { 1, 2, 3, 4 }));
        _harness.Settle();
        _learner.Expect<RequestWork>();
        TrajectoriesReady ready = _learner.Expect<TrajectoriesReady>();
        Assert.Equal((3L, 4, 5L, 5L),
            (ready.RequestIndex, ready.Rows, ready.VersionAtStart.Step, ready.VersionAtEnd.Step));
        Assert.Equal([1f, 2, 3, 4], ready.Rewards.ToArray());
        Assert.Equal(asked.Chosen.ToArray(), ready.Chosen.ToArray());
        Assert.Equal([3L << 20, 3L << 20, (3L << 20) + 1, (3L << 20) + 1], ready.GroupKeys.ToArray());
        Assert.Equal([1, 1, 1, 1], ready.Mask.ToArray());
        // uniform over three arms
        Assert.All(ready.BehaviourLogProbs.ToArray(), logProb => Assert.Equal(-Math.Log(3), logProb, 12));
    }

    [Fact]
    public void AnswersScored_OfAnEarlierLifesPolicy_AreNotTakenForThisOnes()
    {
        Publish(step: 5);
        Grant(request: 3, oldest: 0);
        _harness.Send(_worker, new AnswersScored(3, new PolicyVersion(0, 4), new float[4]));
        _harness.Send(_worker, new AnswersScored(9, new PolicyVersion(0, 5), new float[4]));
        _harness.Settle();
        Assert.Empty(_learner.All<TrajectoriesReady>());
        Assert.Equal(2, _harness.Dropped("unhandled"));
        _harness.Send(_worker, new AnswersScored(3, new PolicyVersion(0, 5), new float[4]));
        _harness.Settle();
        Assert.Single(_learner.All<TrajectoriesReady>());
    }

    [Fact]
    public void PolicyPublished_Older_DoesNotReplaceANewerOne()
    {
        Publish(step: 5);
        Publish(step: 4);
        Assert.Equal(1, _pool.InUse);
        Grant(request: 0, oldest: 0);
        Assert.Equal(5, _rewards.Expect<ScoreAnswers>().Version.Step);
    }

    [Fact]
    public void Snapshots_Replaced_AreGivenBack()
    {
        for (int step = 1; step <= 5; step++)
        {
            Publish(step);
            Assert.Equal(1, _pool.InUse);
        }

        Assert.Equal(2, _pool.Made);
        _harness.Send(_harness.Spawn("killer", ScriptedActor.Handling((_, context) => context.Stop(_worker))), "go");
        _harness.Settle();
        Assert.Equal(0, _pool.InUse);
    }

    [Fact]
    public void Sample_SameRequestAgain_DrawsTheSame()
    {
        Publish(step: 1);
        Grant(request: 3, oldest: 0);
        Grant(request: 4, oldest: 0);
        Grant(request: 3, oldest: 0);
        int[][] chosen = [.. _rewards.All<ScoreAnswers>().Select(asked => asked.Chosen.ToArray())];
        Assert.Equal(chosen[0], chosen[2]);
        Assert.NotEqual(chosen[0], chosen[1]);
    }

    private void Grant(long request, long oldest)
    {
        _harness.Send(_worker, new GenerateRollouts(request, Rows: 4, new PolicyVersion(0, oldest)));
        _harness.Settle();
    }

    private void Publish(long step)
    {
        PolicySnapshot snapshot = _pool.Take(new PolicyVersion(0, step), [0, 0, 0]);
        _harness.Send(_worker, new PolicyPublished(snapshot));
        snapshot.Release();
        _harness.Settle();
    }
}
