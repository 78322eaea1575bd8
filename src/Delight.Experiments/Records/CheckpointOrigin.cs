using Delight.Learning.Parameters;

namespace Delight.Experiments.Records;

/// <summary>What a checkpoint belongs to; it goes with nothing else.</summary>
/// <param name="Task">The task with its options.</param>
/// <param name="Layout">Names and shapes of the policy's tensors.</param>
/// <param name="ParameterCount">Floats in all.</param>
public sealed record CheckpointOrigin(string Task, string Layout, int ParameterCount)
{
    /// <summary>Of a task and the layout of its policy.</summary>
    /// <param name="task">The task with its options, as written in a scenario.</param>
    /// <param name="layout">Of the policy.</param>
    public static CheckpointOrigin Of(string task, ParameterLayout layout) => new(
        task,
        string.Join("; ", layout.Slots.Select(slot => $"{slot.Name} ({string.Join(", ", slot.Shape)})")),
        layout.Length);

    /// <summary>Why a checkpoint of another origin cannot be used here; null where it is the same.</summary>
    internal string? Difference(CheckpointOrigin found)
    {
        if (found.Task != Task)
        {
            return $"it is of the task {found.Task}; this run's task is {Task}";
        }

        return found.Layout != Layout || found.ParameterCount != ParameterCount
            ? $"its policy has {found.ParameterCount} parameters, {found.Layout}; this run's policy has "
                + $"{ParameterCount}, {Layout}"
            : null;
    }
}
