using Delight.Actors.Testing;

namespace Delight.Actors.Tests.Conformance;

public sealed class ThreadedNodeFaultTests()
    : NodeFaultConformance(network => new ThreadedHarness(TimeProvider.System, network));
