using System.Globalization;

namespace Delight.Actors.Coordination;

/// <summary>Configuration that a training needs beside the reference.</summary>
internal static class TrainingConfig
{
    /// <summary>Dispatcher of the learner: a thread of its own on a live system.</summary>
    public const string LearnerDispatcher = "delight.learner-dispatcher";

    /// <summary>Mailbox of a reward service whose queue is bounded.</summary>
    public const string RewardMailbox = "delight.reward-mailbox";

    /// <summary>True where the plan bounds the queue of the reward service.</summary>
    public static bool BoundsQueue(TrainingPlan plan) => plan.RewardService.QueueItemsMax < int.MaxValue;

    /// <summary>The mailbox of the plan's reward service, in HOCON.</summary>
    public static string MailboxOf(TrainingPlan plan) => !BoundsQueue(plan) ? string.Empty : string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {{RewardMailbox}} {
          mailbox-type = "Delight.Simulation.Mailboxes.BoundedMailbox, Delight.Simulation.Abstractions"
          mailbox-capacity = {{plan.RewardService.QueueItemsMax}}
          overflow = drop-newest
        }

        """);

    /// <summary>The whole of it for a simulated system, where every dispatcher is the simulation's.</summary>
    public static string ForSimulation(TrainingPlan plan) =>
        $"{LearnerDispatcher}.type = PinnedDispatcher\n{MailboxOf(plan)}";
}
