using Delight.Actors.Testing;

namespace Delight.Actors.Tests.Conformance;

public sealed class ThreadedNodeDeathTests()
    : NodeDeathConformance(network => new ThreadedHarness(TimeProvider.System, network));
