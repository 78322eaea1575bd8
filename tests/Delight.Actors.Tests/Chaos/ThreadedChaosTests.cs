using Delight.Actors.Coordination;
using Xunit.Abstractions;

namespace Delight.Actors.Tests.Chaos;

public sealed class ThreadedChaosTests(ITestOutputHelper output)
    : LiveChaosConformance(new ThreadedTrainingRuntime(TimeProvider.System), output);
