using Delight.Actors.Akka.Hosting;
using Delight.Actors.Faults;
using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Testing;

namespace Delight.Actors.Akka.Tests.Hosting;

/// <summary>A live system on Akka.NET for tests.</summary>
internal sealed class AkkaHarness : LiveHarness
{
    public AkkaHarness(NetworkOptions? network = null, ulong seed = 1, string hocon = "", TimeProvider? time = null)
        : base(TimeProvider.System) => Runtime = new AkkaRuntime(new AkkaOptions
        {
            Seed = seed, Time = time ?? TimeProvider.System, Network = network ?? new NetworkOptions(), Observer = this,
            Hocon = hocon,
        });

    public AkkaRuntime Runtime { get; }

    public override TimeSpan Elapsed => Runtime.Elapsed;

    public override IFaultControl Faults => Runtime.Faults;

    protected override RuntimeCounters Counters => Runtime.Counters;

    protected override ActorFailedException? Failure => Runtime.Failure;

    public override ActorRef Spawn(string name, ActorSpec spec) => Runtime.Spawn(name, spec);

    public override void Send(ActorRef receiver, object message) => Runtime.Send(receiver, message);

    protected override Task WhenQuietAsync() => Runtime.WhenQuietAsync();

    protected override void Dispose(bool isDisposing) => Runtime.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
