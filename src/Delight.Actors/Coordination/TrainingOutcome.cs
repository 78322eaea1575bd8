using Delight.Learning.Parameters;

namespace Delight.Actors.Coordination;

/// <summary>What a training leaves behind.</summary>
/// <remarks>Written by the coordinator alone. Await <see cref="Completion"/> before you read it.</remarks>
public sealed class TrainingOutcome
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the training; faulted where a failure ended it.</summary>
    public Task Completion => _completion.Task;

    /// <summary>True once the training has ended in either way.</summary>
    public bool IsOver => _completion.Task.IsCompleted;

    /// <summary>[Layout.Length] the final parameters; null where the run did not finish.</summary>
    public float[]? Parameters { get; internal set; }

    /// <summary>Their version.</summary>
    public PolicyVersion Version { get; internal set; }

    /// <summary>The record is complete.</summary>
    internal void Complete() => _completion.TrySetResult();

    /// <summary>A failure ends the training; the first one counts.</summary>
    internal void Fail(Exception failure)
    {
        if (_completion.TrySetException(failure))
        {
            _ = _completion.Task.Exception; // seen, also where nobody awaits it
        }
    }
}
