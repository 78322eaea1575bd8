using Delight.Actors.Network;
using Delight.Actors.Testing;
using Delight.Actors.Tests.Conformance;

namespace Delight.Actors.Akka.Tests.Hosting;

public sealed class AkkaFaultConformanceTests : FaultConformance
{
    protected override TimeSpan Unit => TimeSpan.FromMilliseconds(50);

    protected override IRuntimeHarness CreateHarness(NetworkOptions network) => new AkkaHarness(network);
}
