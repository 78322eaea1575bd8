using Delight.Actors.Akka.Tests.Conformance;

namespace Delight.Actors.Akka.Tests.Hosting;

public sealed class AkkaBusyActorFaultTests() : BusyActorFaultConformance(network => new AkkaHarness(network));
