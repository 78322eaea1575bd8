using Akka.Actor;
using Delight.Actors.Learners;
using Delight.Actors.Recording;
using Delight.Simulation;

namespace Delight.Actors.Coordination;

/// <summary>What a live training that is interrupted saves before its actors stop.</summary>
internal static class LastCheckpoint
{
    /// <summary>Asks the learner for a checkpoint of its last update and waits until it is on the disk.</summary>
    /// <param name="system">Where the roles run.</param>
    /// <param name="plan">What is trained; nothing is saved where that is over.</param>
    /// <param name="events">Told where no checkpoint came: the learner is down, or busy for longer.</param>
    /// <param name="patience">Longest time to wait.</param>
    public static async Task SaveAsync(ActorSystem system, TrainingPlan plan, SystemEvents events, TimeSpan patience)
    {
        if (plan.Outcome.IsOver)
        {
            return;
        }

        ActorSelection learner = system.ActorSelection(TrainingNodes.PathOf(plan.Learner.Node, "learner"));
        try
        {
            await learner.Ask<LastCheckpointSaved>(new SaveLastCheckpoint(), patience).ConfigureAwait(true);
        }
        catch (AskTimeoutException)
        {
            events.Write(
                "last-checkpoint-missing", "learner",
                $"it saved none within {DurationWords.Of(patience)}; the run can go on from the one before.");
        }
    }
}
