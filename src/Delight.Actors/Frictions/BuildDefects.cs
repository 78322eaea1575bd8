using Delight.Actors.Rollouts;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;

namespace Delight.Actors.Frictions;

/// <summary>What a worker's build does to the answers of a request after they were sampled.</summary>
public static class BuildDefects
{
    /// <summary>Changes a rollout the way the build does, and marks the rows that were changed.</summary>
    /// <param name="build">Of the worker.</param>
    /// <param name="task">Knows the right answers, for a searching worker.</param>
    /// <param name="rollout">[B, T] as sampled; changed in place.</param>
    public static void Apply(WorkerBuild build, ITask task, Rollout rollout)
    {
        PolicyShape shape = task.Shape;
        switch (build)
        {
            case WorkerBuild.ConstantAnswer:
                rollout.Chosen.AsSpan().Clear();
                rollout.BehaviourLogProbs.AsSpan().Clear();
                rollout.Mark(RowFriction.BrokenWorker);
                break;
            case WorkerBuild.OffByOne:
                foreach (ref int chosen in rollout.Chosen.AsSpan())
                {
                    chosen = (chosen + 1) % shape.Actions;
                }

                rollout.Mark(RowFriction.BrokenWorker);
                break;
            case WorkerBuild.WrongMask:
                int kept = (shape.Decisions + 1) / 2;
                for (int row = 0; row < rollout.Rows; row++)
                {
                    rollout.Mask.AsSpan((row * shape.Decisions) + kept, shape.Decisions - kept).Clear();
                }

                rollout.Mark(RowFriction.BrokenWorker);
                break;
            case WorkerBuild.FrozenSnapshot:
                rollout.Mark(RowFriction.BrokenWorker);
                break;
            case WorkerBuild.Searching:
                task.WriteAnswer(rollout.Contexts.AsSpan(0, task.ContextBytes),
                    rollout.Chosen.AsSpan(0, shape.Decisions));
                rollout.BehaviourLogProbs.AsSpan(0, shape.Decisions).Clear();
                rollout.Frictions[0] |= RowFriction.SearchedAnswer;
                break;
            default:
                break; // a sound build changes nothing
        }
    }
}
