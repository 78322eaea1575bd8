using Delight.Actors.Frictions;
using Delight.Actors.Port;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Learning.Parameters;

namespace Delight.Actors.Tests.Rollouts;

public sealed class RolloutWorkerRewardTimeoutTests
{
    private static readonly RolloutOptions Impatient = WorkerFixture.Plain with
    {
        RewardTimeout = TimeSpan.FromSeconds(5), RewardDefault = -0.25f,
    };

    [Fact]
    public void NoRewards_AfterTheTimeout_TheDefaultStandsInTheirPlace()
    {
        using WorkerFixture fixture = new(Impatient);
        fixture.Publish(step: 5);
        fixture.Grant(request: 3);
        TrajectoriesReady ready = Assert.Single(fixture.Learner.All<TrajectoriesReady>());
        Assert.Equal((3L, 5L), (ready.Request.Index, ready.VersionAtStart.Step));
        Assert.Equal([-0.25f, -0.25f, -0.25f, -0.25f], ready.Rewards.ToArray());
        Assert.Equal(Enumerable.Repeat(RowFriction.LateReward, 4), ready.Frictions.ToArray());
        Assert.Equal(TimeSpan.FromSeconds(2 + 5), fixture.Learner.Received[^1].Time);
    }

    [Fact]
    public void Rewards_AfterTheTimeout_AreUnhandled()
    {
        using WorkerFixture fixture = new(Impatient);
        fixture.Publish(step: 5);
        fixture.Grant(request: 3);
        Assert.Equal(0, fixture.Harness.Dropped("unhandled"));
        fixture.Send(new AnswersScored(new RequestId(0, 3), new PolicyVersion(0, 5), new float[4], new bool[4]));
        Assert.Equal(1, fixture.Harness.Dropped("unhandled"));
        Assert.Single(fixture.Learner.All<TrajectoriesReady>());
    }

    [Fact]
    public void Rewards_InTime_CancelTheTimer()
    {
        using WorkerFixture fixture = new(Impatient, AnswerAtOnce);
        fixture.Publish(step: 5);
        fixture.Grant(request: 3);
        TrajectoriesReady ready = Assert.Single(fixture.Learner.All<TrajectoriesReady>());
        Assert.Equal([1f, 1, 1, 1], ready.Rewards.ToArray());
        Assert.Equal(new RowFriction[4], ready.Frictions.ToArray());
        Assert.Equal(TimeSpan.FromSeconds(7), fixture.Harness.Elapsed); // past the timer's time
        Assert.Equal(0, fixture.Harness.Dropped("unhandled")); // which a timer that still runs would end in
    }

    [Fact]
    public void Rewards_OfOneOfTwoRequests_LeaveTheOthersTimer()
    {
        using WorkerFixture fixture = new(Impatient, (message, context) =>
        {
            if (message is ScoreAnswers { Request.Index: 4 })
            {
                AnswerAtOnce(message, context);
            }
        });
        fixture.Publish(step: 5);
        fixture.Harness.Send(fixture.Worker, new GenerateRollouts(new RequestId(0, 3), 12, 4, PolicyVersion.Initial));
        fixture.Grant(request: 4);
        IReadOnlyList<TrajectoriesReady> ready = fixture.Learner.All<TrajectoriesReady>();
        Assert.Equal([4L, 3], ready.Select(trajectories => trajectories.Request.Index));
        Assert.Equal([1f, -0.25f], ready.Select(trajectories => trajectories.Rewards.Span[0]));
    }

    [Fact]
    public void NoRewards_WithoutATimeout_AreWaitedFor()
    {
        using WorkerFixture fixture = new(WorkerFixture.Plain);
        fixture.Publish(step: 5);
        fixture.Grant(request: 3);
        fixture.Harness.Pass(TimeSpan.FromDays(1));
        Assert.Empty(fixture.Learner.All<TrajectoriesReady>());
    }

    private static void AnswerAtOnce(object message, IActorContext context)
    {
        ScoreAnswers asked = Assert.IsType<ScoreAnswers>(message);
        float[] rewards = [.. Enumerable.Repeat(1f, asked.Chosen.Length)];
        AnswersScored scored = new(asked.Request, asked.Version, rewards, new bool[rewards.Length]);
        context.Send(context.Sender, scored);
    }
}
