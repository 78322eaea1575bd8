using Delight.Actors.Frictions;
using Delight.Actors.ParameterServers;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Learning.Parameters;

namespace Delight.Actors.Tests.Rollouts;

public sealed class RolloutWorkerTests : IDisposable
{
    private readonly WorkerFixture _fixture = new(WorkerFixture.Plain);

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void PreStart_Always_SubscribesAndAsksForItsSlots()
    {
        _fixture.Server.Expect<SubscribeToPolicy>();
        Assert.Equal(new RequestWork(3, 4), _fixture.Learner.Expect<RequestWork>());
    }

    [Fact]
    public void GenerateRollouts_BeforeAnyPolicy_WaitsForOneThatIsNewEnough()
    {
        _fixture.Grant(request: 7, oldest: 2);
        _fixture.Publish(step: 1);
        Assert.Empty(_fixture.Rewards.Received);
        _fixture.Publish(step: 2);
        ScoreAnswers asked = _fixture.Rewards.Expect<ScoreAnswers>();
        Assert.Equal((7L, 28L, 2L, 4), (asked.Request.Index, asked.FirstRow, asked.Version.Step, asked.Chosen.Length));
        Assert.Equal(TimeSpan.FromSeconds(2), _fixture.Rewards.Received[0].Time);
    }

    [Theory]
    [InlineData(10, 2 + (10 * 1.0986122886681098))] // three arms of equal logits: ln 3 nats whatever is drawn
    [InlineData(0, 2)]
    public void SurprisalTime_IsTakenForEachNat(int secondsANat, double expectedSeconds)
    {
        using WorkerFixture fixture = new(WorkerFixture.Plain with
        {
            SurprisalTime = TimeSpan.FromSeconds(secondsANat),
        });
        fixture.Publish(step: 1);
        fixture.Grant(request: 0);
        fixture.Rewards.Expect<ScoreAnswers>();
        Assert.Equal(expectedSeconds, fixture.Rewards.Received[0].Time.TotalSeconds, 6);
    }

    [Fact]
    public void LargestSurprisal_IsThatOfTheLeastProbableRow()
    {
        Rollout rollout = new(rows: 3, decisions: 2, contextBytes: 0);
        double[] logProbs = [-0.25, -0.5, -2, -0.125, 0, -1];
        logProbs.CopyTo(rollout.BehaviourLogProbs, 0);
        Assert.Equal(2.125, rollout.LargestSurprisal());
    }

    [Fact]
    public void RequestTimeMax_CapsTheTimeOfASurprise() => Assert.Equal(
        TimeSpan.FromSeconds(2 + (20 * 3)),
        (WorkerFixture.Plain with { SurprisalTime = TimeSpan.FromSeconds(3) }).RequestTimeMax);

    [Fact]
    public void AnswersScored_OfARequest_CompletesItsTrajectory()
    {
        _fixture.Publish(step: 5);
        _fixture.Grant(request: 3, oldest: 0);
        ScoreAnswers asked = _fixture.Rewards.Expect<ScoreAnswers>();
        _fixture.Send(new AnswersScored(
            asked.Request, asked.Version, new float[] { 1, 2, 3, 4 }, new[] { false, true, false, true }));
        _fixture.Learner.Expect<RequestWork>();
        TrajectoriesReady ready = _fixture.Learner.Expect<TrajectoriesReady>();
        Assert.Equal((3L, 4), (ready.Request.Index, ready.Rows));
        Assert.Equal((5L, 5L), (ready.VersionAtStart.Step, ready.VersionAtEnd.Step));
        Assert.Equal([1f, 2, 3, 4], ready.Rewards.ToArray());
        Assert.Equal(asked.Chosen.ToArray(), ready.Chosen.ToArray());
        Assert.Equal([6L, 6, 7, 7], ready.GroupKeys.ToArray()); // rows 12 to 15, two samples of each context
        Assert.Equal(
            [RowFriction.None, RowFriction.WrongReward, RowFriction.None, RowFriction.WrongReward],
            ready.Frictions.ToArray());
        Assert.Equal([1, 1, 1, 1], ready.Mask.ToArray());
        double uniform = -Math.Log(3);
        Assert.All(ready.BehaviourLogProbs.ToArray(), logProb => Assert.Equal(uniform, logProb, 12));
    }

    [Fact]
    public void AnswersScored_OfAnEarlierLifesPolicy_AreNotTakenForThisOnes()
    {
        _fixture.Publish(step: 5);
        _fixture.Grant(request: 3, oldest: 0);
        _fixture.Send(new AnswersScored(new RequestId(0, 3), new PolicyVersion(0, 4), new float[4], new bool[4]));
        _fixture.Send(new AnswersScored(new RequestId(0, 9), new PolicyVersion(0, 5), new float[4], new bool[4]));
        Assert.Empty(_fixture.Learner.All<TrajectoriesReady>());
        Assert.Equal(2, _fixture.Harness.Dropped("unhandled"));
        _fixture.Send(new AnswersScored(new RequestId(0, 3), new PolicyVersion(0, 5), new float[4], new bool[4]));
        Assert.Single(_fixture.Learner.All<TrajectoriesReady>());
    }

    [Fact]
    public void PolicyPublished_Older_DoesNotReplaceANewerOne()
    {
        _fixture.Publish(step: 5);
        _fixture.Publish(step: 4);
        _fixture.Grant(request: 0, oldest: 0);
        Assert.Equal(5, _fixture.Rewards.Expect<ScoreAnswers>().Version.Step);
    }

    [Fact]
    public void Snapshots_Replaced_AreHeldByNobody()
    {
        WeakReference[] published = [.. Enumerable.Range(1, 20).Select(step => _fixture.Publish(step))];

        GC.Collect();

        // The newest is the worker's. The harness may still hold the message before.
        Assert.InRange(published.Count(snapshot => snapshot.IsAlive), 1, 2);
    }

    [Fact]
    public void Sample_SameRequestAgain_DrawsTheSame()
    {
        _fixture.Publish(step: 1);
        _fixture.Grant(request: 3, oldest: 0);
        _fixture.Grant(request: 4, oldest: 0);
        _fixture.Grant(request: 3, oldest: 0);
        int[][] chosen = [.. _fixture.Rewards.All<ScoreAnswers>().Select(asked => asked.Chosen.ToArray())];
        Assert.Equal(chosen[0], chosen[2]);
        Assert.NotEqual(chosen[0], chosen[1]);
    }

    [Fact]
    public void Policy_RoundedOrOfABrokenBuild_IsTold()
    {
        RolloutOptions rounded = WorkerFixture.Plain with
        {
            Precision = DecodingPrecision.Int8,
            Build = WorkerBuild.ConstantAnswer,
            RewardTimeout = TimeSpan.FromSeconds(1),
        };
        using WorkerFixture fixture = new(rounded);
        fixture.Publish(step: 1);
        fixture.Grant(request: 0);
        RowFriction expected = RowFriction.RoundedWeights | RowFriction.BrokenWorker | RowFriction.LateReward;
        TrajectoriesReady ready = Assert.Single(fixture.Learner.All<TrajectoriesReady>());
        Assert.Equal(Enumerable.Repeat(expected, 4), ready.Frictions.ToArray());
    }
}
