using Delight.Actors.Faults;
using Delight.Actors.Port;

namespace Delight.Actors.Invariants;

/// <summary>An actor throws only where a fault makes it: whatever gets lost, comes twice or comes late, no role fails at
/// it.</summary>
public sealed class NobodyFails : Invariant
{
    /// <inheritdoc/>
    public override string Name => "nobody-fails";

    /// <inheritdoc/>
    public override void Failed(ActorRef actor, Exception failure)
    {
        if (failure is not InjectedCrashException)
        {
            Violate($"{actor} failed by itself with {failure.GetType().Name}: {failure.Message}");
        }
    }
}
