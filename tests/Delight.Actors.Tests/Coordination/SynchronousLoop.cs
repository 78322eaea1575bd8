using Delight.Actors.Learners;
using Delight.Actors.Rollouts;
using Delight.Learning.Determinism;
using Delight.Learning.Parameters;
using Delight.Learning.Training;

namespace Delight.Actors.Tests.Coordination;

/// <summary>The same training without actors: sample a batch with the newest policy, score it, take a step,
/// again.</summary>
internal static class SynchronousLoop
{
    public static float[] Run(TrainerParts parts, LearnerOptions learner, RolloutOptions pool)
    {
        using PolicyTrainer trainer = new(parts);
        using RolloutSampler sampler = new(parts.Task, parts.Policy, pool);
        TrainingBatch batch = new(learner.BatchRows, parts.Task.Shape, parts.Task.ContextBytes);
        for (long request = 0; trainer.Steps < learner.Steps;)
        {
            batch.Clear();
            while (batch.Rows < learner.BatchRows)
            {
                int rows = Math.Min(pool.RowsPerRequest, learner.BatchRows - batch.Rows);
                AddRequest(parts, sampler, new GenerateRollouts(request++, rows, PolicyVersion.Initial),
                    trainer.Parameters, batch);
            }

            trainer.Step(batch);
        }

        return trainer.Parameters.ToArray();
    }

    private static void AddRequest(
        TrainerParts parts, RolloutSampler sampler, GenerateRollouts request, ReadOnlySpan<float> parameters,
        TrainingBatch batch)
    {
        RandomStream contexts = RandomStream.Derive(parts.Seed, "contexts", request.RequestIndex);
        RandomStream actions = RandomStream.Derive(parts.Seed, "actions", request.RequestIndex);
        RandomStream rewards = RandomStream.Derive(parts.Seed, "rewards", request.RequestIndex);
        Rollout rollout = sampler.Sample(request, parameters, ref contexts, ref actions);
        int contextBytes = parts.Task.ContextBytes;
        for (int row = 0; row < rollout.Rows; row++)
        {
            ReadOnlySpan<byte> context = rollout.Contexts.AsSpan(row * contextBytes, contextBytes);
            batch.Add(new TrajectoryRow
            {
                Context = context,
                Chosen = rollout.Chosen.AsSpan(row, 1),
                BehaviourLogProbs = rollout.BehaviourLogProbs.AsSpan(row, 1),
                Mask = [1],
                Reward = parts.Task.Score(context, rollout.Chosen.AsSpan(row, 1), ref rewards),
                GroupKey = rollout.GroupKeys[row],
            });
        }
    }
}
