using Delight.Actors.Evaluation;

namespace Delight.Actors.Recording;

/// <summary>An evaluator measured one version of the policy on held-out contexts.</summary>
/// <param name="Step">Updates behind the version that was measured.</param>
/// <param name="Time">Time of the run's clock when the measurement was recorded.</param>
/// <param name="Error">Share of answers that are not exactly right, 0 to 1.</param>
/// <param name="Rows">Number of held-out contexts used.</param>
public sealed record EvaluationMeasurement(long Step, TimeSpan Time, double Error, int Rows)
{
    /// <summary>Share of decisions that differ from those of a right answer, 0 to 1; null in records of builds that did
    /// not write it.</summary>
    public double? TokenError { get; init; }

    /// <summary>Mean reward as the task scores answers, without what the reward service adds; null in records of builds
    /// that did not write it.</summary>
    public double? RewardMean { get; init; }

    /// <summary>Records what an evaluation measured.</summary>
    /// <param name="step">Updates behind the version.</param>
    /// <param name="time">Time of the run's clock.</param>
    /// <param name="figures">What was measured.</param>
    /// <param name="rows">Number of held-out contexts used.</param>
    public static EvaluationMeasurement Of(long step, TimeSpan time, EvaluationFigures figures, int rows) =>
        new(step, time, figures.Error, rows) { TokenError = figures.TokenError, RewardMean = figures.RewardMean };
}
