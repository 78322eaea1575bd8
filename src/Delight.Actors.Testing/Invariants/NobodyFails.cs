using Delight.Actors.Coordination;
using Delight.Learning.Training;
using Delight.Simulation.Failures;

namespace Delight.Actors.Testing.Invariants;

/// <summary>An actor throws only where a fault makes it: whatever gets lost, comes twice or comes late, no role fails
/// at it.</summary>
/// <remarks>That a training stalls or diverges is for <see cref="TrainingGetsOn"/> and <see cref="ParametersFinite"/>
/// to say.</remarks>
public sealed class NobodyFails : Invariant
{
    /// <inheritdoc/>
    public override string Name => "nobody-fails";

    /// <inheritdoc/>
    public override void Failed(string role, Exception failure)
    {
        if (failure is not (InjectedCrashException or TrainingStalledException or TrainingDivergedException))
        {
            Violate($"{role} failed by itself with {failure.GetType().Name}: {failure.Message}");
        }
    }
}
