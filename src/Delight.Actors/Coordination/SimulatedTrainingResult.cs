using Delight.Actors.Port;

namespace Delight.Actors.Coordination;

/// <summary>What a simulated run says beside its plan's totals.</summary>
/// <param name="Digest">Hash over every delivery and the final parameters.</param>
/// <param name="VirtualTime">Time at the end.</param>
/// <param name="Counters">Deliveries, restarts, dropped messages.</param>
public sealed record SimulatedTrainingResult(ulong Digest, TimeSpan VirtualTime, RuntimeCounters Counters);
