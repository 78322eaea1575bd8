using Delight.Actors.Network;
using Delight.Actors.Testing;
using Delight.Actors.Tests.Conformance;

namespace Delight.Actors.Akka.Tests.Hosting;

public sealed class AkkaRuntimeConformanceTests : RuntimeConformance
{
    /// <summary>Longer than two ticks of Akka's scheduler.</summary>
    protected override TimeSpan Unit => TimeSpan.FromMilliseconds(30);

    /// <summary>What is awaited comes at once; only a system that hangs is waited for that long.</summary>
    protected override TimeSpan Patience => TimeSpan.FromMinutes(1);

    protected override IRuntimeHarness CreateHarness(NetworkOptions network) => new AkkaHarness(network);
}
