using System.Collections.Concurrent;
using System.Globalization;
using Delight.Actors.Faults;
using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Recording;
using Delight.Actors.Threads;

namespace Delight.Actors.Testing;

/// <summary>A live system on threads for tests: every wait ends as soon as what it waits for has happened.</summary>
/// <remarks>Reading what actors wrote is safe after <see cref="Settle"/>: nothing is under way any more.</remarks>
public sealed class ThreadedHarness : IRuntimeHarness, IRuntimeObserver
{
    // Longer than any test takes on a busy machine: reached only where a system hangs.
    private static readonly TimeSpan SettleMax = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<RunEvent> _events = new();
    private readonly TimeProvider _time;

    /// <summary>An empty system; its time begins now.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="network">Links between nodes; null: messages take no time.</param>
    /// <param name="seed">Owns every random draw.</param>
    public ThreadedHarness(TimeProvider time, NetworkOptions? network = null, ulong seed = 1)
    {
        _time = time;
        Runtime = new ThreadedRuntime(new ThreadedOptions
        {
            Seed = seed, Time = time, Network = network ?? new NetworkOptions(), Observer = this,
        });
    }

    /// <summary>The system itself.</summary>
    public ThreadedRuntime Runtime { get; }

    /// <inheritdoc/>
    public bool IsVirtual => false;

    /// <inheritdoc/>
    public TimeSpan Elapsed => Runtime.Elapsed;

    /// <inheritdoc/>
    public long Restarts => Runtime.Counters.Restarts;

    /// <inheritdoc/>
    public IReadOnlyList<RunEvent> Events => [.. _events];

    /// <inheritdoc/>
    public IFaultControl Faults => Runtime.Faults;

    /// <inheritdoc/>
    public long Dropped(string reason) => Runtime.Counters.Dropped.GetValueOrDefault(reason);

    /// <inheritdoc/>
    public ActorRef Spawn(string name, ActorSpec spec) => Runtime.Spawn(name, spec);

    /// <inheritdoc/>
    public void Send(ActorRef receiver, object message) => Runtime.Send(receiver, message);

    /// <inheritdoc/>
    /// <exception cref="ProbeException">The system does not come to rest within two minutes.</exception>
    public void Settle()
    {
        if (!Runtime.WhenQuietAsync().Wait(SettleMax))
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
        using ITimer timer = _time.CreateTimer(_ => passed.Set(), null, time, Timeout.InfiniteTimeSpan);
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
    public void Dispose() => Runtime.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private void ThrowIfFailed()
    {
        if (Runtime.Failure is { } failure)
        {
            throw failure;
        }
    }
}
