using Delight.Actors.Akka.Tests.Chaos;
using Delight.Actors.Akka.Training;
using Xunit.Abstractions;

namespace Delight.Actors.Akka.Tests.Training;

public sealed class AkkaChaosTests(ITestOutputHelper output)
    : LiveChaosConformance(new AkkaTrainingRuntime(), output);
