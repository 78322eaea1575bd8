using Delight.Actors.Faults;
using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Threads;

namespace Delight.Actors.Testing;

/// <summary>A live system on threads for tests.</summary>
public sealed class ThreadedHarness : LiveHarness
{
    /// <summary>An empty system; its time begins now.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="network">Links between nodes; null: messages take no time.</param>
    /// <param name="seed">Owns every random draw.</param>
    public ThreadedHarness(TimeProvider time, NetworkOptions? network = null, ulong seed = 1)
        : base(time) => Runtime = new ThreadedRuntime(new ThreadedOptions
        {
            Seed = seed, Time = time, Network = network ?? new NetworkOptions(), Observer = this,
        });

    /// <summary>The system itself.</summary>
    public ThreadedRuntime Runtime { get; }

    /// <inheritdoc/>
    public override TimeSpan Elapsed => Runtime.Elapsed;

    /// <inheritdoc/>
    public override IFaultControl Faults => Runtime.Faults;

    /// <inheritdoc/>
    protected override RuntimeCounters Counters => Runtime.Counters;

    /// <inheritdoc/>
    protected override ActorFailedException? Failure => Runtime.Failure;

    /// <inheritdoc/>
    public override ActorRef Spawn(string name, ActorSpec spec) => Runtime.Spawn(name, spec);

    /// <inheritdoc/>
    public override void Send(ActorRef receiver, object message) => Runtime.Send(receiver, message);

    /// <inheritdoc/>
    protected override Task WhenQuietAsync() => Runtime.WhenQuietAsync();

    /// <inheritdoc/>
    protected override void Dispose(bool isDisposing) => Runtime.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
