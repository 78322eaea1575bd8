using Delight.Actors.Port;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Actors.Testing;
using Delight.Learning.Parameters;
using Delight.Learning.Tasks;
using Delight.Learning.Tasks.Bandits;
using Delight.Learning.Tasks.Sequences;

namespace Delight.Actors.Tests.Rewards;

public sealed class RewardServiceTests
{
    private static readonly RewardServiceOptions Sound = new()
    {
        Node = "rewards", ScoreTime = TimeSpan.FromSeconds(2),
    };

    [Fact]
    public void ScoreAnswers_SeveralRows_AnswersItsSenderAfterTheScoreTime()
    {
        ReceivedMessage received = Assert.Single(Serve(new StripeTask(), Sound, Stripes(4, [1, 0, 1])));
        AnswersScored scored = (AnswersScored)received.Message;
        Assert.Equal((4L, new PolicyVersion(0, 6)), (scored.Request.Index, scored.Version));
        Assert.Equal([1f, 0, 1], scored.Rewards.ToArray());
        Assert.Equal([false, false, false], scored.IsWrong.ToArray());
        Assert.Equal(TimeSpan.FromSeconds(2), received.Time);
    }

    [Fact]
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

    [Fact]
    public void FlipShare_One_ReplacesEveryRewardByZeroOrOneAtEvenOdds()
    {
        AnswersScored scored = Score(HalfRight, HalfRightAnswers(rows: 400), Sound with { FlipShare = 1 });
        float[] rewards = scored.Rewards.ToArray();
        Assert.All(rewards, reward => Assert.True(reward is 0 or 1, $"reward {reward}"));
        Assert.InRange(rewards.Sum(), 160, 240); // 200 of 400, give or take four standard deviations of 10
        Assert.DoesNotContain(false, scored.IsWrong.ToArray());
    }

    [Fact]
    public void FlipShare_AQuarter_MarksExactlyTheRowsThatItChanges()
    {
        AnswersScored scored = Score(HalfRight, HalfRightAnswers(rows: 400), Sound with { FlipShare = 0.25 });
        float[] rewards = scored.Rewards.ToArray();
        Assert.Equal(rewards.Select(reward => reward != 0.5f), scored.IsWrong.ToArray());
        Assert.InRange(rewards.Count(reward => reward != 0.5f), 65, 135); // 100, give or take four deviations of 8.7
        Assert.All(rewards, reward => Assert.True(reward is 0 or 0.5f or 1, $"reward {reward}"));
    }

    [Fact]
    public void FlipShare_One_DoesNotMarkARewardThatCameOutRight()
    {
        int[] allRight = [.. Enumerable.Repeat(1, 100)];
        AnswersScored scored = Score(new StripeTask(), Stripes(0, allRight), Sound with { FlipShare = 1 });
        Assert.Equal(scored.Rewards.ToArray().Select(reward => reward == 0), scored.IsWrong.ToArray());
        Assert.Contains(false, scored.IsWrong.ToArray());
        Assert.Contains(true, scored.IsWrong.ToArray());
    }

    [Fact]
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

    [Fact]
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

    [Fact]
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
        ReceivedMessage received = Assert.Single(Serve(new StripeTask(), late, Stripes(0, [1, 0])));
        Assert.Equal(TimeSpan.FromSeconds(expectedSeconds), received.Time);
        Assert.Equal([1f, 0], ((AnswersScored)received.Message).Rewards.ToArray());
    }

    [Fact]
    public void LateShare_TwoRequests_AreHeldBackBesideEachOther()
    {
        // Requests 0 and 1 both are late: busy for 2 s each, they leave at 2 + 3 s and at 4 + 3 s.
        RewardServiceOptions late = Sound with { LateShare = 1, LateBy = TimeSpan.FromSeconds(3) };
        IReadOnlyList<ReceivedMessage> received = Serve(new StripeTask(), late, Stripes(0, [1]), Stripes(1, [0]));
        Assert.Equal([5.0, 7], received.Select(message => message.Time.TotalSeconds));
        Assert.Equal([0L, 1], received.Select(message => ((AnswersScored)message.Message).Request.Index));
    }

    [Fact]
    public void Faults_SameRequestAgain_AreTheSame()
    {
        RewardServiceOptions ill = Sound with { FlipShare = 0.5 };
        float[] first = Score(HalfRight, HalfRightAnswers(rows: 50), ill).Rewards.ToArray();
        Assert.Equal(first, Score(HalfRight, HalfRightAnswers(rows: 50), ill).Rewards.ToArray());
    }

    [Fact]
    public void QueueItemsMax_RequestsBeyondIt_AreDroppedAndCounted()
    {
        using SimulatedHarness harness = new();
        ScoreAnswers[] asked = [.. Enumerable.Range(0, 5).Select(request => Stripes(request, [1]))];
        IReadOnlyList<ReceivedMessage> received = Serve(
            harness, new StripeTask(), Sound with { QueueItemsMax = 2 }, asked);
        Assert.Equal(2, harness.Dropped("mailbox-full")); // one is served, two wait
        Assert.Equal([0L, 1, 2], received.Select(message => ((AnswersScored)message.Message).Request.Index));
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

    private static AnswersScored Score(ITask task, ScoreAnswers asked, RewardServiceOptions? options = null) =>
        Assert.Single(ScoreAll(task, options ?? Sound, asked));

    private static AnswersScored[] ScoreAll(ITask task, RewardServiceOptions options, params ScoreAnswers[] asked) =>
        [.. Serve(task, options, asked).Select(received => (AnswersScored)received.Message)];

    private static IReadOnlyList<ReceivedMessage> Serve(
        ITask task, RewardServiceOptions options, params ScoreAnswers[] asked)
    {
        using SimulatedHarness harness = new();
        return Serve(harness, task, options, asked);
    }

    private static IReadOnlyList<ReceivedMessage> Serve(
        SimulatedHarness harness, ITask task, RewardServiceOptions options, ScoreAnswers[] asked)
    {
        ActorRef service = harness.Spawn("rewards", new ActorSpec
        {
            Create = () => new RewardService(task, options),
            Mailbox = new MailboxOptions { ItemsMax = options.QueueItemsMax },
        });
        Probe worker = new("worker", (message, context) =>
        {
            if (message is ScoreAnswers)
            {
                context.Send(service, message);
            }
        });
        ActorRef address = harness.Spawn("worker", worker.Spec);
        foreach (ScoreAnswers request in asked)
        {
            harness.Send(address, request);
        }

        harness.Settle();
        return [.. worker.Received.Where(received => received.Message is AnswersScored)];
    }
}
