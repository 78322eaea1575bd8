using Akka.Actor;
using Delight.Actors.Messages;
using Delight.Actors.Rewards;
using Delight.Actors.Running;
using Delight.Learning.Parameters;
using Delight.Learning.Tasks.Bandits;
using Delight.Learning.Tasks.Sequences;
using Delight.Learning.Tasks;
using Delight.Simulation.TestKit;

namespace Delight.Actors.Tests.Rewards;

public sealed class RewardServiceTests : SimulationTestKit
{
    private static readonly RewardServiceOptions Sound = new()
    {
        Node = "rewards", ScoreTime = TimeSpan.FromSeconds(2),
    };

    [SimulationFact]
    public void ScoreAnswers_SeveralRows_AnswersItsSenderAfterTheScoreTime()
    {
        (TimeSpan time, AnswersScored scored) = Assert.Single(Serve(new StripeTask(), Sound, Stripes(4, [1, 0, 1])));
        Assert.Equal((4L, new PolicyVersion(0, 6)), (scored.Request.Index, scored.Version));
        Assert.Equal([1f, 0, 1], scored.Rewards.ToArray());
        Assert.Equal([false, false, false], scored.IsWrong.ToArray());
        Assert.Equal(TimeSpan.FromSeconds(2), time);
    }

    [SimulationFact]
    public void ScoreAnswers_DrawnRewards_AreKeyedByTheRow()
    {
        BernoulliBandit task = new(2, 0.5, 0.5);
        float[] first = Score(task, Bandit(request: 1, firstRow: 0, rows: 64)).Rewards.ToArray();
        float[] again = Score(task, Bandit(request: 9, firstRow: 0, rows: 64)).Rewards.ToArray();
        float[] half = Score(task, Bandit(request: 1, firstRow: 32, rows: 32)).Rewards.ToArray();
        float[] other = Score(task, Bandit(request: 1, firstRow: 64, rows: 64)).Rewards.ToArray();
        Assert.Equal(first, again);
        Assert.Equal(first[32..], half);
        Assert.NotEqual(first, other);
    }

    [SimulationFact]
    public void FlipShare_One_ReplacesEveryRewardByZeroOrOneAtEvenOdds()
    {
        AnswersScored scored = Score(HalfRight, HalfRightAnswers(rows: 400), Sound with { FlipShare = 1 });
        float[] rewards = scored.Rewards.ToArray();
        Assert.All(rewards, reward => Assert.True(reward is 0 or 1, $"reward {reward}"));
        Assert.InRange(rewards.Sum(), 160, 240); // 200 of 400, give or take four standard deviations of 10
        Assert.DoesNotContain(false, scored.IsWrong.ToArray());
    }

    [SimulationFact]
    public void FlipShare_AQuarter_MarksExactlyTheRowsThatItChanges()
    {
        AnswersScored scored = Score(HalfRight, HalfRightAnswers(rows: 400), Sound with { FlipShare = 0.25 });
        float[] rewards = scored.Rewards.ToArray();
        Assert.Equal(rewards.Select(reward => reward != 0.5f), scored.IsWrong.ToArray());
        Assert.InRange(rewards.Count(reward => reward != 0.5f), 65, 135); // 100, give or take four deviations of 8.7
        Assert.All(rewards, reward => Assert.True(reward is 0 or 0.5f or 1, $"reward {reward}"));
    }

    [SimulationFact]
    public void FlipShare_One_DoesNotMarkARewardThatCameOutRight()
    {
        int[] allRight = [.. Enumerable.Repeat(1, 100)];
        AnswersScored scored = Score(new StripeTask(), Stripes(0, allRight), Sound with { FlipShare = 1 });
        Assert.Equal(scored.Rewards.ToArray().Select(reward => reward == 0), scored.IsWrong.ToArray());
        Assert.Contains(false, scored.IsWrong.ToArray());
        Assert.Contains(true, scored.IsWrong.ToArray());
    }

    [SimulationFact]
    public void FalsePositiveShare_AQuarter_PaysWrongAnswersAndTakesFromNone()
    {
        int[] halfWrong = [.. Enumerable.Range(0, 400).Select(row => row % 2)];
        AnswersScored scored = Score(
            new StripeTask(), Stripes(0, halfWrong), Sound with { FalsePositiveShare = 0.25 });
        float[] rewards = scored.Rewards.ToArray();
        Assert.All(halfWrong.Zip(rewards), row => Assert.True(row.Second >= row.First, $"paid {row.Second}"));
        Assert.Equal(halfWrong.Zip(rewards).Select(row => row.Second > row.First), scored.IsWrong.ToArray());
        Assert.InRange(scored.IsWrong.ToArray().Count(wrong => wrong), 26, 74); // 50 of 200, four deviations of 6.1
    }

    [SimulationFact]
    public void SwapShare_One_GivesTheRightRewardsOfTheRequestBefore()
    {
        IReadOnlyList<AnswersScored> scored = ScoreAll(
            new StripeTask(), Sound with { SwapShare = 1 }, Stripes(0, [1, 1]), Stripes(1, [0, 1]), Stripes(2, [1, 0]));
        Assert.Equal([1f, 1], scored[0].Rewards.ToArray()); // nothing came before
        Assert.Equal([1f, 1], scored[1].Rewards.ToArray());
        Assert.Equal([0f, 1], scored[2].Rewards.ToArray()); // what was right for request 1, not what it was told
        Assert.Equal([false, false], scored[0].IsWrong.ToArray());
        Assert.Equal([true, false], scored[1].IsWrong.ToArray());
        Assert.Equal([true, true], scored[2].IsWrong.ToArray());
    }

    [SimulationFact]
    public void SwapShare_RequestBeforeOfAnotherSize_ChangesNothing()
    {
        IReadOnlyList<AnswersScored> scored = ScoreAll(
            new StripeTask(), Sound with { SwapShare = 1 }, Stripes(0, [1, 1]), Stripes(1, [0, 0, 0]));
        Assert.Equal([0f, 0, 0], scored[1].Rewards.ToArray());
        Assert.DoesNotContain(true, scored[1].IsWrong.ToArray());
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(0, 2)]
    public void LateShare_HoldsAnswersBackByItsTime(double share, int expectedSeconds)
    {
        RewardServiceOptions late = Sound with { LateShare = share, LateBy = TimeSpan.FromSeconds(3) };
        (TimeSpan time, AnswersScored scored) = Assert.Single(Serve(new StripeTask(), late, Stripes(0, [1, 0])));
        Assert.Equal(TimeSpan.FromSeconds(expectedSeconds), time);
        Assert.Equal([1f, 0], scored.Rewards.ToArray());
    }

    [SimulationFact]
    public void LateShare_TwoRequests_AreHeldBackBesideEachOther()
    {
        // Requests 0 and 1 both are late: busy for 2 s each, they leave at 2 + 3 s and at 4 + 3 s.
        RewardServiceOptions late = Sound with { LateShare = 1, LateBy = TimeSpan.FromSeconds(3) };
        Assert.Equal(
            [(5.0, 0L), (7.0, 1L)],
            Serve(new StripeTask(), late, Stripes(0, [1]), Stripes(1, [0]))
                .Select(answered => (answered.Time.TotalSeconds, answered.Answer.Request.Index)));
    }

    [SimulationFact]
    public void Faults_SameRequestAgain_AreTheSame()
    {
        RewardServiceOptions ill = Sound with { FlipShare = 0.5 };
        float[] first = Score(HalfRight, HalfRightAnswers(rows: 50), ill).Rewards.ToArray();
        Assert.Equal(first, Score(HalfRight, HalfRightAnswers(rows: 50), ill).Rewards.ToArray());
    }

    /// <summary>Two tokens to turn round; an answer with only the first one right is worth a half.</summary>
    private static TokenReversal HalfRight { get; } = new(2, 2, new PrefixReward(1));

    private static ScoreAnswers HalfRightAnswers(int rows) => Ask(
        0, 0, [.. Enumerable.Repeat<byte[]>([0, 1], rows).SelectMany(prompt => prompt)],
        [.. Enumerable.Repeat<int[]>([1, 1], rows).SelectMany(answer => answer)]);

    /// <summary>One row per reward that is right for it: stripe 1, answered with the reward's number.</summary>
    private static ScoreAnswers Stripes(long request, int[] rewards) => Ask(
        request, 100 * request, [.. rewards.SelectMany(_ => new byte[] { 1, 0 })], rewards);

    private static ScoreAnswers Bandit(long request, long firstRow, int rows) =>
        Ask(request, firstRow, [], new int[rows]);

    private static ScoreAnswers Ask(long request, long firstRow, byte[] contexts, int[] chosen) =>
        new(new RequestId(0, request), firstRow, new PolicyVersion(0, 6), contexts, chosen);

    private AnswersScored Score(ITask task, ScoreAnswers asked, RewardServiceOptions? options = null) =>
        Assert.Single(ScoreAll(task, options ?? Sound, asked));

    private AnswersScored[] ScoreAll(ITask task, RewardServiceOptions options, params ScoreAnswers[] asked) =>
        [.. Serve(task, options, asked).Select(answered => answered.Answer)];

    /// <summary>What a fresh service answers, and how long after the first request.</summary>
    private List<(TimeSpan Time, AnswersScored Answer)> Serve(
        ITask task, RewardServiceOptions options, params ScoreAnswers[] asked)
    {
        SimulationTestProbe worker = CreateTestProbe();
        IActorRef service = Sys.ActorOf(
            RoleProps.Of(() => new RewardService(task, options, RunStreams.Of(1))));
        TimeSpan began = Simulation.Elapsed;
        foreach (ScoreAnswers request in asked)
        {
            worker.Send(service, request);
        }

        List<(TimeSpan, AnswersScored)> answers = [];
        while (worker.ReceiveOne(TimeSpan.FromMinutes(1)) is AnswersScored scored)
        {
            answers.Add((Simulation.Elapsed - began, scored));
        }

        return answers;
    }
}
