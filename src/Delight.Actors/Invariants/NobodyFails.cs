using Delight.Actors.Coordination;
using Delight.Actors.Faults;
using Delight.Actors.Port;
using Delight.Learning.Training;

namespace Delight.Actors.Invariants;

/// <summary>An actor throws only where a fault makes it: whatever gets lost, comes twice or comes late, no role fails
/// at it.</summary>
/// <remarks>That a training stalls or diverges is for <see cref="TrainingGetsOn"/> and <see cref="ParametersFinite"/>
/// to say.</remarks>
public sealed class NobodyFails : Invariant
{
    /// <inheritdoc/>
    public override string Name => "nobody-fails";

    /// <inheritdoc/>
    public override void Failed(ActorRef actor, Exception failure)
    {
        if (failure is not (InjectedCrashException or TrainingStalledException or TrainingDivergedException))
        {
            Violate($"{actor} failed by itself with {failure.GetType().Name}: {failure.Message}");
        }
    }
}
