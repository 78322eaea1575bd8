using Delight.Actors.Akka.Tests.Conformance;

namespace Delight.Actors.Akka.Tests.Hosting;

public sealed class AkkaNodeFaultTests() : NodeFaultConformance(network => new AkkaHarness(network));
