using Akka.Actor;
using Akka.Event;
using Delight.Actors.Coordination;
using Delight.Actors.Messages;
using Delight.Actors.Rewards;
using Delight.Actors.Running;
using Delight.Learning.Parameters;
using Delight.Simulation.TestKit;

namespace Delight.Actors.Tests.Rewards;

/// <summary>A reward service with the mailbox that a plan gives it.</summary>
public sealed class RewardQueueTests : SimulationTestKit
{
    private static readonly RewardServiceOptions Options = new()
    {
        Node = "workers", ScoreTime = TimeSpan.FromSeconds(2), QueueItemsMax = 2,
    };

    private static readonly TrainingPlan Plan =
        TestTraining.Plan(TestTraining.ImageParts(8), TestTraining.Learner(), TestTraining.Pool()) with
        {
            RewardService = Options,
        };

    public RewardQueueTests()
        : base(TrainingConfig.MailboxOf(Plan))
    {
    }

    [SimulationFact]
    public void QueueItemsMax_RequestsBeyondIt_AreDroppedAndPublished()
    {
        SimulationTestProbe worker = CreateTestProbe("worker"), drops = CreateTestProbe("drops");
        Sys.EventStream.Subscribe(drops.Ref, typeof(Dropped));
        IActorRef service = Sys.ActorOf(
            RoleProps.Of(() => new RewardService(new StripeTask(), Options, RunStreams.Of(1)))
                .WithMailbox(TrainingConfig.RewardMailbox));
        for (int request = 0; request < 5; request++)
        {
            worker.Send(service, new ScoreAnswers(
                new RequestId(0, request), request, PolicyVersion.Initial, new byte[] { 1, 0 }, new[] { 1 }));
            RunFor(TimeSpan.Zero);
        }

        RunFor(TimeSpan.FromMinutes(1));

        // One is served, two wait.
        Assert.Equal([0L, 1, 2], worker.TakeAll<AnswersScored>().Select(answer => answer.Request.Index));
        Assert.Equal(
            [3L, 4], drops.TakeAll<Dropped>().Select(drop => ((ScoreAnswers)drop.Message).Request.Index));
    }

    [Fact]
    public void MailboxOf_WithoutABound_IsEmpty()
    {
        TrainingPlan boundless = Plan with { RewardService = Options with { QueueItemsMax = int.MaxValue } };
        Assert.Empty(TrainingConfig.MailboxOf(boundless));
        Assert.Contains("mailbox-capacity = 2", TrainingConfig.MailboxOf(Plan), StringComparison.Ordinal);
    }
}
