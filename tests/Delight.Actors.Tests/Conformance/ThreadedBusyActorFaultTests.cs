using Delight.Actors.Testing;

namespace Delight.Actors.Tests.Conformance;

public sealed class ThreadedBusyActorFaultTests()
    : BusyActorFaultConformance(network => new ThreadedHarness(TimeProvider.System, network));
