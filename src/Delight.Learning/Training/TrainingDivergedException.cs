using System.Globalization;

namespace Delight.Learning.Training;

/// <summary>An objective or a gradient is no longer finite: the run has diverged and ends.</summary>
/// <param name="step">Updates taken before the one that failed.</param>
/// <param name="what">The number that is not finite, with its value.</param>
/// <param name="batch">What the update was computed from.</param>
public sealed class TrainingDivergedException(long step, string what, DivergedBatch batch) : Exception(string.Create(
    CultureInfo.InvariantCulture,
    $"training diverged at step {step}: {what}. Lower optimiser.learningRate, or set optimiser.gradientNormMax."))
{
    /// <summary>Updates taken before the one that failed.</summary>
    public long Step { get; } = step;

    /// <summary>What the update was computed from.</summary>
    public DivergedBatch Batch { get; } = batch;
}
