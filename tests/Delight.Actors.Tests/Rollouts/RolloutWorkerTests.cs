using Akka.Event;
using Delight.Actors.Frictions;
using Delight.Actors.Messages;
using Delight.Actors.ParameterServers;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Learning.Parameters;
using Delight.Simulation.TestKit;

namespace Delight.Actors.Tests.Rollouts;

public sealed class RolloutWorkerTests : WorkerKit
{
    [SimulationFact]
    public void PreStart_Always_SubscribesAndAsksForItsSlots()
    {
        Start(Plain);
        Assert.Null(Server.ExpectMsg<SubscribeToPolicy>().Known);
        Learner.ExpectMsg(new RequestWork(3, 4));
    }

    [SimulationFact]
    public void SignOfLife_Every_IsShownInTheSameLife()
    {
        Start(Plain with { SignOfLifeEvery = TimeSpan.FromSeconds(5) });
        RequestWork first = Learner.ExpectMsg<RequestWork>();
        Assert.Equal(0, first.Life);
        Publish(step: 4);
        Assert.Null(Server.ExpectMsg<SubscribeToPolicy>().Known);
        Learner.ExpectMsg(first, TimeSpan.FromSeconds(6));
        Assert.Equal(TimeSpan.FromSeconds(5), Simulation.Elapsed);
        Assert.Equal(new PolicyVersion(0, 4), Server.ExpectMsg<SubscribeToPolicy>().Known);
        Crash(Worker);
        Assert.Equal(Simulation.Elapsed.Ticks, Learner.ExpectMsg<RequestWork>().Life);
    }

    [SimulationFact]
    public void GenerateRollouts_BeforeAnyPolicy_WaitsForOneThatIsNewEnough()
    {
        Start(Plain);
        Grant(request: 7, oldest: 2);
        Publish(step: 1);
        Rewards.ExpectNoMsg(TimeSpan.FromSeconds(10));
        Publish(step: 2);
        ScoreAnswers asked = Rewards.ExpectMsg<ScoreAnswers>(TimeSpan.FromSeconds(5));
        Assert.Equal(
            (7L, 28L, 2L, 4), (asked.Request.Index, asked.FirstRow, asked.Version.Step, asked.Chosen.Length));
        Assert.Equal(TimeSpan.FromSeconds(12), Simulation.Elapsed);
    }

    [Theory]
    [InlineData(10, 2 + (10 * 1.0986122886681098))] // three arms of equal logits: ln 3 nats whatever is drawn
    [InlineData(0, 2)]
    public void SurprisalTime_IsTakenForEachNat(int secondsANat, double expectedSeconds)
    {
        Start(Plain with { SurprisalTime = TimeSpan.FromSeconds(secondsANat) });
        Publish(step: 1);
        Grant(request: 0);
        Rewards.ExpectMsg<ScoreAnswers>(TimeSpan.FromMinutes(1));
        Assert.Equal(expectedSeconds, Simulation.Elapsed.TotalSeconds, 6);
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
        (Plain with { SurprisalTime = TimeSpan.FromSeconds(3) }).RequestTimeMax);

    [SimulationFact]
    public void AnswersScored_OfARequest_CompletesItsTrajectory()
    {
        Start(Plain);
        Publish(step: 5);
        Grant(request: 3);
        ScoreAnswers asked = Rewards.ExpectMsg<ScoreAnswers>();
        Rewards.Reply(new AnswersScored(
            asked.Request, asked.Version, new float[] { 1, 2, 3, 4 }, new[] { false, true, false, true }));
        Learner.ExpectMsg<RequestWork>();
        TrajectoriesReady ready = Learner.ExpectMsg<TrajectoriesReady>();
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

    [SimulationFact]
    public void AnswersScored_OfAnEarlierLifesPolicy_AreNotTakenForThisOnes()
    {
        Start(Plain);
        Publish(step: 5);
        Grant(request: 3);
        Learner.ExpectMsg<RequestWork>();
        Rewards.ExpectMsg<ScoreAnswers>();
        Score(request: 3, step: 4);
        Score(request: 9, step: 5);
        Learner.ExpectNoMsg(TimeSpan.FromHours(1));
        Assert.Equal(2, Unhandled.TakeAll<UnhandledMessage>().Count);
        Score(request: 3, step: 5);
        Learner.ExpectMsg<TrajectoriesReady>();
    }

    [SimulationFact]
    public void PolicyPublished_Older_DoesNotReplaceANewerOne()
    {
        Start(Plain);
        Publish(step: 5);
        Publish(step: 4);
        Grant(request: 0);
        Assert.Equal(5, Rewards.ExpectMsg<ScoreAnswers>().Version.Step);
    }

    [SimulationFact]
    public void PolicyPublished_WithAReceipt_IsConfirmed()
    {
        Start(Plain);
        Server.ExpectMsg<SubscribeToPolicy>();
        Server.Send(Worker, new PolicyPublished(
            new(new PolicyVersion(0, 3), [0, 0, 0]), WantsReceipt: true));
        Server.ExpectMsg(new PolicyReceived(new PolicyVersion(0, 3)));
    }

    [SimulationFact]
    public void PolicyPublished_OfANewTerm_ForgetsItsRequestsAndAsksAgain()
    {
        Start(Plain);
        Publish(step: 5);
        Grant(request: 3);
        Rewards.ExpectMsg<ScoreAnswers>();
        Learner.ExpectMsg<RequestWork>();
        Server.Send(Worker, new PolicyPublished(new(new PolicyVersion(1, 4), [0, 0, 0])));
        Learner.ExpectMsg<RequestWork>();
        Score(request: 3, step: 5);
        Grant(request: 4); // of term 0
        Learner.ExpectNoMsg(TimeSpan.FromHours(1));
        Rewards.ExpectNoMsg(TimeSpan.FromHours(1));
        Assert.Single(Unhandled.TakeAll());
    }

    [SimulationFact]
    public void Snapshots_Replaced_AreHeldByNobody()
    {
        Start(Plain);
        WeakReference[] published = [.. Enumerable.Range(1, 20).Select(step => Publish(step))];

        GC.Collect();

        // The newest is the worker's. The simulation may still hold the message before.
        Assert.InRange(published.Count(snapshot => snapshot.IsAlive), 1, 2);
    }

    [SimulationFact]
    public void Sample_SameRequestAgain_DrawsTheSame()
    {
        Start(Plain);
        Publish(step: 1);
        Grant(request: 3);
        Grant(request: 4);
        Grant(request: 3);
        RunFor(TimeSpan.FromSeconds(10));
        int[][] chosen = [.. Rewards.TakeAll<ScoreAnswers>().Select(asked => asked.Chosen.ToArray())];
        Assert.Equal(chosen[0], chosen[2]);
        Assert.NotEqual(chosen[0], chosen[1]);
    }

    [SimulationFact]
    public void Policy_RoundedOrOfABrokenBuild_IsTold()
    {
        Start(Plain with
        {
            Precision = DecodingPrecision.Int8,
            Build = WorkerBuild.ConstantAnswer,
            RewardTimeout = TimeSpan.FromSeconds(1),
        });
        Publish(step: 1);
        Grant(request: 0);
        Learner.ExpectMsg<RequestWork>();
        RowFriction expected = RowFriction.RoundedWeights | RowFriction.BrokenWorker | RowFriction.LateReward;
        TrajectoriesReady ready = Learner.ExpectMsg<TrajectoriesReady>(TimeSpan.FromSeconds(5));
        Assert.Equal(Enumerable.Repeat(expected, 4), ready.Frictions.ToArray());
    }

    private void Score(long request, long step) => Rewards.Send(
        Worker, new AnswersScored(new RequestId(0, request), new PolicyVersion(0, step), new float[4], new bool[4]));
}
