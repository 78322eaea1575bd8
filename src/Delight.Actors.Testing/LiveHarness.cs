using System.Collections.Concurrent;
using System.Globalization;
using Delight.Actors.Faults;
using Delight.Actors.Port;
using Delight.Actors.Recording;

namespace Delight.Actors.Testing;

/// <summary>A live system for tests: every wait ends as soon as what it waits for has happened.</summary>
/// <remarks>Reading what actors wrote is safe after <see cref="Settle"/>: nothing is under way any more. A runtime's
/// own harness says what its system is; it gives the system this object as its observer.</remarks>
/// <param name="time">The system's clock.</param>
public abstract class LiveHarness(TimeProvider time) : IRuntimeHarness, IRuntimeObserver
{
    // Longer than any test takes on a busy machine: reached only where a system hangs.
    private static readonly TimeSpan SettleMax = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<RunEvent> _events = new();

    /// <inheritdoc/>
    public bool IsVirtual => false;

    /// <inheritdoc/>
    public abstract TimeSpan Elapsed { get; }

    /// <inheritdoc/>
    public long Restarts => Counters.Restarts;

    /// <inheritdoc/>
    public IReadOnlyList<RunEvent> Events => [.. _events];

    /// <inheritdoc/>
    public abstract IFaultControl Faults { get; }

    /// <summary>The clock that was given.</summary>
    protected TimeProvider Time => time;

    /// <summary>What the system counts.</summary>
    protected abstract RuntimeCounters Counters { get; }

    /// <summary>The failure that ends the run; null while there is none.</summary>
    protected abstract ActorFailedException? Failure { get; }

    /// <inheritdoc/>
    public long Dropped(string reason) => Counters.Dropped.GetValueOrDefault(reason);

    /// <inheritdoc/>
    public abstract ActorRef Spawn(string name, ActorSpec spec);

    /// <inheritdoc/>
    public abstract void Send(ActorRef receiver, object message);

    /// <inheritdoc/>
    /// <exception cref="ProbeException">The system does not come to rest within two minutes.</exception>
    public void Settle()
    {
        if (!WhenQuietAsync().Wait(SettleMax))
        {
            throw new ProbeException(
                $"the system does not come to rest within {SettleMax}: messages or timers never end.");
        }

        ThrowIfFailed();
    }

    /// <inheritdoc/>
    public void Pass(TimeSpan time)
    {
        using ManualResetEventSlim passed = new();
        using ITimer timer = Time.CreateTimer(_ => passed.Set(), null, time, Timeout.InfiniteTimeSpan);
        passed.Wait();
        ThrowIfFailed();
    }

    /// <inheritdoc/>
    public void Await(Probe probe, int messages, TimeSpan patience)
    {
        using ManualResetEventSlim changed = new();
        void Notice(object? sender, EventArgs arguments) => changed.Set();
        probe.MessageRecorded += Notice;
        try
        {
            TimeSpan end = Elapsed + patience;
            while (probe.Count < messages)
            {
                TimeSpan left = end - Elapsed;
                if (left <= TimeSpan.Zero || !changed.Wait(left))
                {
                    ThrowIfFailed();
                    throw new ProbeException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"probe '{probe.Name}' got {probe.Count} of {messages} awaited messages within {patience}."));
                }

                changed.Reset();
            }
        }
        finally
        {
            probe.MessageRecorded -= Notice;
        }

        ThrowIfFailed();
    }

    /// <inheritdoc/>
    public void Happened(RunEvent happened) => _events.Enqueue(happened);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the system and waits for it.</summary>
    /// <param name="isDisposing">Always true: there is nothing to finalize.</param>
    protected abstract void Dispose(bool isDisposing);

    /// <summary>Completes when nothing is left to happen.</summary>
    protected abstract Task WhenQuietAsync();

    private void ThrowIfFailed()
    {
        if (Failure is { } failure)
        {
            throw failure;
        }
    }
}
