namespace Delight.Simulation.TestKit.Waiting;

/// <summary>Turns what has waited in virtual time already into the tasks that Akka's kit returns.</summary>
internal static class Completed
{
    public static ValueTask<T> Value<T>(Func<T> act) => new(Task(act));

    public static ValueTask Value(Action act) => new(Task(act));

    public static Task Task(Action act) => Task(() =>
    {
        act();
        return true;
    });

    public static Task<T> Task<T>(Func<T> act)
    {
        try
        {
            return System.Threading.Tasks.Task.FromResult(act());
        }
        catch (Exception failure)
        {
            // Whoever awaits gets it.
            return System.Threading.Tasks.Task.FromException<T>(failure);
        }
    }

    /// <summary>Takes each element when it is asked for.</summary>
    public static IAsyncEnumerable<T> Sequence<T>(IEnumerable<T> elements) => new AsyncSequence<T>(elements);

    private sealed class AsyncSequence<T>(IEnumerable<T> elements) : IAsyncEnumerable<T>
    {
        public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
            new Walk(elements.GetEnumerator(), cancellationToken);

        private sealed class Walk(IEnumerator<T> elements, CancellationToken cancellationToken) : IAsyncEnumerator<T>
        {
            public T Current => elements.Current;

            public ValueTask<bool> MoveNextAsync() => Value(() =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return elements.MoveNext();
            });

            public ValueTask DisposeAsync()
            {
                elements.Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
