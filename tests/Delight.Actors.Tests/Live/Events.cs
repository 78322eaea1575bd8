using System.Collections.Concurrent;
using Delight.Actors.Recording;
using Delight.Actors.Testing.Training;

namespace Delight.Actors.Tests.Live;

/// <summary>Keeps what happens.</summary>
internal sealed class Events : ITrainingObserver
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<RunEvent>> _awaited =
        new(StringComparer.Ordinal);

    public ConcurrentQueue<RunEvent> All { get; } = new();

    /// <summary>Completes with the first event of a kind.</summary>
    public Task<RunEvent> First(string kind)
    {
        TaskCompletionSource<RunEvent> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited[kind] = first;
        if (All.FirstOrDefault(happened => happened.Kind == kind) is { } already)
        {
            first.TrySetResult(already);
        }

        return first.Task;
    }

    public void Happened(RunEvent happened)
    {
        All.Enqueue(happened);
        if (_awaited.TryGetValue(happened.Kind, out TaskCompletionSource<RunEvent>? first))
        {
            first.TrySetResult(happened);
        }
    }
}
