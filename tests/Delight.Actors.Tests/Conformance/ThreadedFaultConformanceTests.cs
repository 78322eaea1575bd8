using Delight.Actors.Network;
using Delight.Actors.Testing;

namespace Delight.Actors.Tests.Conformance;

public sealed class ThreadedFaultConformanceTests : FaultConformance
{
    protected override TimeSpan Unit => TimeSpan.FromMilliseconds(50);

    protected override IRuntimeHarness CreateHarness(NetworkOptions network) =>
        new ThreadedHarness(TimeProvider.System, network);
}
