using Delight.Determinism;

namespace Delight.Learning.Optimisers;

/// <summary>The learning rate of each step.</summary>
public sealed record LearningRateOptions
{
    /// <summary>Learning rate at its highest.</summary>
    /// <value>At least 0. Default 1e-3.</value>
    public double Peak { get; init; } = 1e-3;

    /// <summary>What happens after the warm-up.</summary>
    /// <value>Default constant.</value>
    public LearningRateSchedule Schedule { get; init; }

    /// <summary>Steps over which the rate rises in a straight line to its peak.</summary>
    /// <value>At least 0. Default 0.</value>
    public long WarmupSteps { get; init; }

    /// <summary>Steps of the whole run, where a falling schedule reaches 0.</summary>
    /// <value>At least 1; ignored by the constant schedule.</value>
    public long StepsTotal { get; init; } = 1;

    /// <summary>The rate of one step.</summary>
    /// <param name="step">Updates taken before it; the first step is 0.</param>
    public double At(long step)
    {
        if (step < WarmupSteps)
        {
            return Peak * (step + 1) / WarmupSteps;
        }

        double done = Math.Clamp((step - WarmupSteps) / (double)Math.Max(1, StepsTotal - WarmupSteps), 0, 1);
        return Schedule switch
        {
            LearningRateSchedule.Linear => Peak * (1 - done),
            LearningRateSchedule.Cosine => Peak * 0.5 * (1 + StableMath.CosinePi(done)),
            _ => Peak,
        };
    }
}
