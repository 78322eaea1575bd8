using System.Runtime.CompilerServices;
using Delight.Learning.Execution;

namespace Delight.Experiments.Execution;

/// <summary>A few threads that a learner's kernels run on, the caller's own among them.</summary>
/// <remarks>
/// Helpers look out for work for some microseconds, since a training step hands out hundreds of small parts one right
/// behind the other, and sleep after that. Handing out allocates nothing.
/// </remarks>
public sealed unsafe class KernelThreads : IKernelExecutor, IDisposable
{
    private const int LooksBeforeSleep = 4000;

    private readonly object _gate = new();
    private readonly Thread[] _helpers;
    private readonly Exception?[] _failures;
    private delegate*<void*, int, int, void> _part;
    private void* _work;
    private int _round;
    private int _unfinished;
    private int _sleepers;
    private volatile bool _isDisposed;

    /// <summary>Starts the helpers.</summary>
    /// <param name="workers">Threads in all, at least 1; with 1 there is no helper.</param>
    public KernelThreads(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        Workers = workers;
        _failures = new Exception?[workers];
        _helpers = [.. Enumerable.Range(1, workers - 1).Select(worker => new Thread(() => Help(worker))
        {
            IsBackground = true, Name = $"kernel-{worker}",
        })];
        foreach (Thread helper in _helpers)
        {
            helper.Start();
        }
    }

    /// <inheritdoc/>
    public int Workers { get; }

    /// <summary>Helpers that found nothing to do for long.</summary>
    internal int Sleepers => Volatile.Read(ref _sleepers);

    /// <inheritdoc/>
    public void Run<TWork>(ref TWork work)
        where TWork : struct, IKernelWork, allows ref struct
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (Workers == 1)
        {
            work.Run(0, 1);
            return;
        }

        // The work stays on this stack until all have finished, and its spans are kept alive and up to date there.
        _work = Unsafe.AsPointer(ref work);
        _part = &RunPart<TWork>;
        Volatile.Write(ref _unfinished, Workers - 1);
        Interlocked.Increment(ref _round);
        if (Volatile.Read(ref _sleepers) > 0)
        {
            WakeAll();
        }

        try
        {
            work.Run(0, Workers);
        }
        finally
        {
            SpinWait wait = default;
            while (Volatile.Read(ref _unfinished) > 0)
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }
        }

        ThrowIfFailed();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        Interlocked.Increment(ref _round);
        WakeAll();
        foreach (Thread helper in _helpers)
        {
            helper.Join();
        }
    }

    private static void RunPart<TWork>(void* work, int worker, int workers)
        where TWork : struct, IKernelWork, allows ref struct => Unsafe.AsRef<TWork>(work).Run(worker, workers);

    private void Help(int worker)
    {
        int seen = 0;
        while (true)
        {
            AwaitRoundAfter(seen);
            seen++;
            if (_isDisposed)
            {
                return;
            }

            try
            {
                _part(_work, worker, Workers);
            }
            catch (Exception failure)
            {
                _failures[worker] = failure; // rethrown to the caller of Run
            }

            Interlocked.Decrement(ref _unfinished);
        }
    }

    private void AwaitRoundAfter(int seen)
    {
        for (int look = 0; look < LooksBeforeSleep; look++)
        {
            if (Volatile.Read(ref _round) != seen)
            {
                return;
            }

            Thread.SpinWait(1);
        }

        lock (_gate)
        {
            // Counted before the last look, and looked for after the round began: one of the two sees the other.
            Interlocked.Increment(ref _sleepers);
            while (Volatile.Read(ref _round) == seen)
            {
                Monitor.Wait(_gate);
            }

            Interlocked.Decrement(ref _sleepers);
        }
    }

    private void WakeAll()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    private void ThrowIfFailed()
    {
        Exception[] failures = [.. _failures.OfType<Exception>()];
        if (failures.Length > 0)
        {
            Array.Clear(_failures);
            throw new AggregateException(failures);
        }
    }
}
