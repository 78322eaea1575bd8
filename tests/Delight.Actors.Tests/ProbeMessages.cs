using Delight.Simulation.TestKit;

namespace Delight.Actors.Tests;

/// <summary>Looks at everything that came to a probe, where a test counts messages instead of awaiting each.</summary>
internal static class ProbeMessages
{
    /// <summary>Takes the messages that have come by now.</summary>
    public static IReadOnlyList<object> TakeAll(this SimulationTestProbe probe)
    {
        List<object> taken = [];
        while (probe.ReceiveOne(TimeSpan.Zero) is { } message)
        {
            taken.Add(message);
        }

        return taken;
    }

    /// <summary>Takes the messages that have come by now and keeps those of one type.</summary>
    public static IReadOnlyList<T> TakeAll<T>(this SimulationTestProbe probe) => [.. probe.TakeAll().OfType<T>()];
}
