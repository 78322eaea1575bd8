using Delight.Actors.Learners;
using Delight.Actors.Rollouts;
using Delight.Determinism;
using Delight.Learning.Parameters;
using Delight.Learning.Training;

namespace Delight.Actors.Tests.Coordination;

/// <summary>The same training without actors: sample a batch with the newest policy, score it, take a step.</summary>
internal static class SynchronousLoop
{
    public static float[] Run(TrainerParts parts, LearnerOptions learner, RolloutOptions pool, int samplesPerContext)
    {
        using PolicyTrainer trainer = new(parts);
        using RolloutSampler sampler = new(
            parts.Task, parts.Policy, pool with { RowsPerRequest = learner.BatchRows }, samplesPerContext);
        TrainingBatch batch = new(learner.BatchRows, parts.Task.Shape, parts.Task.ContextBytes);
        for (long firstRow = 0; trainer.Steps < learner.Steps; firstRow += learner.BatchRows)
        {
            batch.Clear();
            GenerateRollouts request = new(default, firstRow, learner.BatchRows, PolicyVersion.Initial);
            AddRows(parts, sampler, request, trainer.Parameters, batch);
            trainer.Step(batch);
        }

        return trainer.Parameters.ToArray();
    }

    private static void AddRows(
        TrainerParts parts, RolloutSampler sampler, GenerateRollouts request, ReadOnlySpan<float> parameters,
        TrainingBatch batch)
    {
        RandomStream Stream(string name, long index) => RandomStream.Derive(parts.Seed, name, index);
        Rollout rollout = sampler.Sample(request, parameters, Stream);
        int contextBytes = parts.Task.ContextBytes;
        for (int row = 0; row < rollout.Rows; row++)
        {
            RandomStream rewards = Stream("rewards", request.FirstRow + row);
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
