using Delight.Actors.Akka.Training;
using Delight.Actors.Tests.Chaos;
using Xunit.Abstractions;

namespace Delight.Actors.Akka.Tests.Training;

public sealed class AkkaChaosTests(ITestOutputHelper output)
    : LiveChaosConformance(new AkkaTrainingRuntime(), output);
