using Delight.Actors.Frictions;
using Delight.Learning.Policies;
using Delight.Learning.Tasks;

namespace Delight.Actors.Rollouts;

/// <summary>What a worker's build does to the answers of a request after they were sampled.</summary>
public static class BuildDefects
{
    /// <summary>True where a build breaks rows one by one, so that it may break a share of them.</summary>
    public static bool BreaksRows(WorkerBuild build) =>
        build is WorkerBuild.ConstantAnswer or WorkerBuild.OffByOne or WorkerBuild.WrongMask;

    /// <summary>True where a build reports other actions than it chose, so that their true probability is another
    /// than it claims.</summary>
    public static bool ChangesActions(WorkerBuild build) => build is WorkerBuild.ConstantAnswer or WorkerBuild.OffByOne;

    /// <summary>Changes a rollout the way the build does, and marks the rows that were changed.</summary>
    /// <param name="build">Of the worker.</param>
    /// <param name="task">Knows the right answers, for a searching worker.</param>
    /// <param name="rollout">[B, T] as sampled; changed in place.</param>
    /// <param name="broken">[B] rows to break; for builds that <see cref="BreaksRows"/>.</param>
    public static void Apply(WorkerBuild build, ITask task, Rollout rollout, ReadOnlySpan<bool> broken)
    {
        int decisions = task.Shape.Decisions;
        switch (build)
        {
            case WorkerBuild.FrozenSnapshot:
                rollout.Mark(RowFriction.BrokenWorker);
                return;
            case WorkerBuild.Searching:
                task.WriteAnswer(
                    rollout.Contexts.AsSpan(0, task.ContextBytes), rollout.Chosen.AsSpan(0, decisions));
                rollout.BehaviourLogProbs.AsSpan(0, decisions).Clear();
                rollout.Frictions[0] |= RowFriction.SearchedAnswer;
                return;
            default:
                break;
        }

        for (int row = 0; row < rollout.Rows && BreaksRows(build); row++)
        {
            if (broken[row])
            {
                Break(build, task.Shape, rollout, row);
                rollout.Frictions[row] |= RowFriction.BrokenWorker;
            }
        }
    }

    private static void Break(WorkerBuild build, PolicyShape shape, Rollout rollout, int row)
    {
        int first = row * shape.Decisions;
        Span<int> answer = rollout.Chosen.AsSpan(first, shape.Decisions);
        switch (build)
        {
            case WorkerBuild.ConstantAnswer:
                answer.Clear();
                rollout.BehaviourLogProbs.AsSpan(first, shape.Decisions).Clear();
                break;
            case WorkerBuild.OffByOne:
                foreach (ref int chosen in answer)
                {
                    chosen = (chosen + 1) % shape.Actions;
                }

                break;
            default: // wrong mask
                int kept = (shape.Decisions + 1) / 2;
                rollout.Mask.AsSpan(first + kept, shape.Decisions - kept).Clear();
                break;
        }
    }
}
