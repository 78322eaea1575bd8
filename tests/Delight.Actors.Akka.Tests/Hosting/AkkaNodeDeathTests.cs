using Delight.Actors.Akka.Tests.Conformance;

namespace Delight.Actors.Akka.Tests.Hosting;

public sealed class AkkaNodeDeathTests() : NodeDeathConformance(network => new AkkaHarness(network));
