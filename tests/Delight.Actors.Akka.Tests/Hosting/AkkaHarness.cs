using System.Collections.Concurrent;
using System.Globalization;
using Delight.Actors.Akka.Hosting;
using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Recording;
using Delight.Actors.Testing;

namespace Delight.Actors.Akka.Tests.Hosting;

/// <summary>A live system on Akka.NET for tests: every wait ends as soon as what it waits for has happened.</summary>
internal sealed class AkkaHarness : IRuntimeHarness, IRuntimeObserver
{
    // Longer than any test takes on a busy machine: reached only where a system hangs.
    private static readonly TimeSpan SettleMax = TimeSpan.FromMinutes(2);

    private readonly ConcurrentQueue<RunEvent> _events = new();

    public AkkaHarness(NetworkOptions? network = null, ulong seed = 1, string hocon = "") => Runtime = new AkkaRuntime(
        new AkkaOptions
        {
            Seed = seed, Time = TimeProvider.System, Network = network ?? new NetworkOptions(), Observer = this,
            Hocon = hocon,
        });

    public AkkaRuntime Runtime { get; }

    public bool IsVirtual => false;

    public TimeSpan Elapsed => Runtime.Elapsed;

    public long Restarts => Runtime.Counters.Restarts;

    public IReadOnlyList<RunEvent> Events => [.. _events];

    public long Dropped(string reason) => Runtime.Counters.Dropped.GetValueOrDefault(reason);

    public ActorRef Spawn(string name, ActorSpec spec) => Runtime.Spawn(name, spec);

    public void Send(ActorRef receiver, object message) => Runtime.Send(receiver, message);

    public void Settle()
    {
        if (!Runtime.WhenQuietAsync().Wait(SettleMax))
        {
            throw new ProbeException(
                $"the system does not come to rest within {SettleMax}: messages or timers never end.");
        }

        ThrowIfFailed();
    }

    public void Pass(TimeSpan time)
    {
        using ManualResetEventSlim passed = new();
        using ITimer timer = TimeProvider.System.CreateTimer(_ => passed.Set(), null, time, Timeout.InfiniteTimeSpan);
        passed.Wait();
        ThrowIfFailed();
    }

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

    public void Happened(RunEvent happened) => _events.Enqueue(happened);

    public void Dispose() => Runtime.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private void ThrowIfFailed()
    {
        if (Runtime.Failure is { } failure)
        {
            throw failure;
        }
    }
}
