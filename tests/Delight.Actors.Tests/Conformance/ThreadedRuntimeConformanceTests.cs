using Delight.Actors.Network;
using Delight.Actors.Testing;

namespace Delight.Actors.Tests.Conformance;

public sealed class ThreadedRuntimeConformanceTests : RuntimeConformance
{
    protected override TimeSpan Unit => TimeSpan.FromMilliseconds(20);

    /// <summary>What is awaited comes at once; only a system that hangs is waited for that long.</summary>
    protected override TimeSpan Patience => TimeSpan.FromMinutes(1);

    protected override IRuntimeHarness CreateHarness(NetworkOptions network) =>
        new ThreadedHarness(TimeProvider.System, network);
}
