using System.Collections.Concurrent;

namespace Delight.Experiments.Exploration;

/// <summary>Explores seeds one after another, several at the same time, up to the first violation in the order of
/// seeds.</summary>
/// <param name="explore">Explores the seed at an index; called on several threads.</param>
/// <param name="progress">Hears of each seed that is done, one call at a time.</param>
/// <remarks>What comes out does not depend on how many run at the same time: of several violations the one of the first
/// seed counts, and seeds after it do not.</remarks>
public sealed class SeedExploration(
    Func<int, CancellationToken, SeedResult> explore, Action<int, SeedResult> progress)
{
    private readonly ConcurrentDictionary<int, CancellationTokenSource> _running = new();
    private readonly Lock _gate = new();
    private int _next = -1;
    private int _done;
    private int _end;

    /// <summary>Runs them.</summary>
    /// <param name="seeds">How many.</param>
    /// <param name="jobs">How many at the same time.</param>
    /// <param name="cancellation">Interrupts all.</param>
    /// <returns>The results in order; the last one may have a violation, all others have none.</returns>
    public async Task<IReadOnlyList<SeedResult>> RunAsync(int seeds, int jobs, CancellationToken cancellation)
    {
        _end = seeds;
        SeedResult?[] results = new SeedResult?[seeds];
        await Task.WhenAll(Enumerable.Range(0, Math.Min(jobs, seeds)).Select(_ => Task.Run(
            () => Work(results, cancellation), cancellation)));
        return [.. results.Take(_end).Select(result => result!)];
    }

    private void Work(SeedResult?[] results, CancellationToken cancellation)
    {
        for (int index = Interlocked.Increment(ref _next); index < Volatile.Read(ref _end);
            index = Interlocked.Increment(ref _next))
        {
            using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            _running[index] = source;
            try
            {
                SeedResult result = explore(index, source.Token);
                results[index] = result;
                Note(index, result);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // An earlier seed has a violation: nobody asks for this one any more.
            }
            finally
            {
                _running.TryRemove(index, out _);
            }
        }
    }

    private void Note(int index, SeedResult result)
    {
        lock (_gate)
        {
            if (result.Violation is not null && index < _end)
            {
                Volatile.Write(ref _end, index + 1);
                foreach ((int later, CancellationTokenSource source) in _running)
                {
                    if (later > index)
                    {
                        source.Cancel();
                    }
                }
            }

            progress(++_done, result);
        }
    }
}
