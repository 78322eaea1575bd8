using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Delight.Actors.Frictions;
using Delight.Actors.Messages;
using Delight.Actors.Rewards;
using Delight.Actors.Rollouts;
using Delight.Learning.Parameters;
using Delight.Simulation.TestKit;

namespace Delight.Actors.Tests.Rollouts;

public sealed class RolloutWorkerRewardTimeoutTests : WorkerKit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly RolloutOptions Impatient = Plain with
    {
        RewardTimeout = 5 * Second, RewardDefault = -0.25f,
    };

    [SimulationFact]
    public void NoRewards_AfterTheTimeout_TheDefaultStandsInTheirPlace()
    {
        StartAndAsk(Impatient);
        TrajectoriesReady ready = Learner.ExpectMsg<TrajectoriesReady>(10 * Second);
        Assert.Equal((2 + 5) * Second, Simulation.Elapsed);
        Assert.Equal((3L, 5L), (ready.Request.Index, ready.VersionAtStart.Step));
        Assert.Equal([-0.25f, -0.25f, -0.25f, -0.25f], ready.Rewards.ToArray());
        Assert.Equal(Enumerable.Repeat(RowFriction.LateReward, 4), ready.Frictions.ToArray());
    }

    [SimulationFact]
    public void Rewards_AfterTheTimeout_AreUnhandled()
    {
        StartAndAsk(Impatient);
        Learner.ExpectMsg<TrajectoriesReady>(10 * Second);
        Unhandled.ExpectNoMsg(TimeSpan.Zero);
        Rewards.Send(
            Worker, new AnswersScored(new RequestId(0, 3), new PolicyVersion(0, 5), new float[4], new bool[4]));
        Unhandled.ExpectMsg<UnhandledMessage>();
        Learner.ExpectNoMsg(TimeSpan.FromHours(1));
    }

    [SimulationFact]
    public void Rewards_InTime_CancelTheTimer()
    {
        StartAndAsk(Impatient, (asker, message) => Reward(asker, (ScoreAnswers)message));
        TrajectoriesReady ready = Learner.ExpectMsg<TrajectoriesReady>();
        Assert.Equal([1f, 1, 1, 1], ready.Rewards.ToArray());
        Assert.Equal(new RowFriction[4], ready.Frictions.ToArray());
        RunFor(TimeSpan.FromHours(1)); // past the time of the timer
        Unhandled.ExpectNoMsg(TimeSpan.Zero); // in which a timer that still runs would end
    }

    [SimulationFact]
    public void Rewards_OfOneOfTwoRequests_LeaveTheOthersTimer()
    {
        StartAndAsk(Impatient, (asker, message) =>
            message is ScoreAnswers { Request.Index: 4 } asked ? Reward(asker, asked) : AutoPilot.KeepRunning);
        Grant(request: 4);
        RunFor(20 * Second);
        IReadOnlyList<TrajectoriesReady> ready = Learner.TakeAll<TrajectoriesReady>();
        Assert.Equal([4L, 3], ready.Select(trajectories => trajectories.Request.Index));
        Assert.Equal([1f, -0.25f], ready.Select(trajectories => trajectories.Rewards.Span[0]));
    }

    [SimulationFact]
    public void NoRewards_WithoutATimeout_AreWaitedFor()
    {
        StartAndAsk(Plain);
        Learner.ExpectNoMsg(TimeSpan.FromDays(1));
    }

    private static AutoPilot Reward(IActorRef asker, ScoreAnswers asked)
    {
        float[] rewards = [.. Enumerable.Repeat(1f, asked.Chosen.Length)];
        asker.Tell(new AnswersScored(asked.Request, asked.Version, rewards, new bool[rewards.Length]));
        return AutoPilot.KeepRunning;
    }

    private void StartAndAsk(RolloutOptions options, Func<IActorRef, object, AutoPilot>? rewards = null)
    {
        Start(options);
        if (rewards is not null)
        {
            Rewards.SetAutoPilot(new DelegateAutoPilot((asker, message) => rewards(asker, message)));
        }

        Learner.ExpectMsg<RequestWork>();
        Publish(step: 5);
        Grant(request: 3);
    }
}
