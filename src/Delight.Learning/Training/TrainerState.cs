namespace Delight.Learning.Training;

/// <summary>Everything that a <see cref="PolicyTrainer"/> carries from one update to the next.</summary>
/// <remarks>
/// No random stream is among it: every draw is keyed by what it is for, so that a stream has no state between updates.
/// Arrays are owned by the state and not changed.
/// </remarks>
public sealed record TrainerState
{
    /// <summary>Updates taken.</summary>
    public required long Steps { get; init; }

    /// <summary>[Layout.Length] the parameters.</summary>
    public required float[] Parameters { get; init; }

    /// <summary>[Layout.Length] Adam's m.</summary>
    public required float[] FirstMoment { get; init; }

    /// <summary>[Layout.Length] Adam's v.</summary>
    public required float[] SecondMoment { get; init; }

    /// <summary>β1 and β2 to the power of the updates taken.</summary>
    public required (double Beta1, double Beta2) DecayPowers { get; init; }
}
