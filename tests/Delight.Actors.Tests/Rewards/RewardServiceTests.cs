using Delight.Actors.Port;
using Delight.Actors.Rewards;
using Delight.Actors.Testing;
using Delight.Learning.Parameters;
using Delight.Learning.Tasks;

namespace Delight.Actors.Tests.Rewards;

public sealed class RewardServiceTests
{
    [Fact]
    public void ScoreAnswers_SeveralRows_AnswersItsSenderAfterTheScoreTime()
    {
        AnswersScored scored = Score(new StripeTask(), [1, 0, 2, 0, 0, 0], [1, 0, 0], request: 4, out TimeSpan time);
        Assert.Equal((4L, new PolicyVersion(0, 6)), (scored.RequestIndex, scored.Version));
        Assert.Equal([1f, 0, 1], scored.Rewards.ToArray());
        Assert.Equal(TimeSpan.FromSeconds(2), time);
    }

    [Fact]
    public void ScoreAnswers_DrawnRewards_AreKeyedByTheRequest()
    {
        ITask task = new Delight.Learning.Tasks.Bandits.BernoulliBandit(2, 0.5, 0.5);
        int[] chosen = new int[64];
        float[] first = Score(task, [], chosen, 1, out _).Rewards.ToArray();
        Assert.Equal(first, Score(task, [], chosen, 1, out _).Rewards.ToArray());
        Assert.NotEqual(first, Score(task, [], chosen, 2, out _).Rewards.ToArray());
    }

    private static AnswersScored Score(ITask task, byte[] contexts, int[] chosen, long request, out TimeSpan time)
    {
        using SimulatedHarness harness = new();
        ActorRef service = harness.Spawn(
            "rewards", new ActorSpec { Create = () => new RewardService(task, TimeSpan.FromSeconds(2)) });
        Probe worker = new("worker", (message, context) =>
        {
            if (message is ScoreAnswers)
            {
                context.Send(service, message);
            }
        });
        harness.Send(
            harness.Spawn("worker", worker.Spec),
            new ScoreAnswers(request, new PolicyVersion(0, 6), chosen.Length, contexts, chosen));
        harness.Settle();
        worker.Expect<ScoreAnswers>();
        ReceivedMessage answer = worker.ExpectReceived<AnswersScored>(_ => true, "the rewards");
        time = answer.Time;
        return (AnswersScored)answer.Message;
    }
}
