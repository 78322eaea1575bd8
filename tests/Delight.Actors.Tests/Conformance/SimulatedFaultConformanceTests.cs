using Delight.Actors.Network;
using Delight.Actors.Testing;

namespace Delight.Actors.Tests.Conformance;

public sealed class SimulatedFaultConformanceTests : FaultConformance
{
    protected override TimeSpan Unit => TimeSpan.FromSeconds(1);

    protected override IRuntimeHarness CreateHarness(NetworkOptions network) => new SimulatedHarness(network);
}
