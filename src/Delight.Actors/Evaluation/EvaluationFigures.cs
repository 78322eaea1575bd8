namespace Delight.Actors.Evaluation;

/// <summary>How well a policy answers held-out contexts: means over one answer a context.</summary>
/// <param name="Error">Share of answers that are not exactly right, 0 to 1.</param>
/// <param name="TokenError">Share of decisions that differ from those of a right answer, 0 to 1; none do where the
/// answer is right.</param>
/// <param name="RewardMean">Mean reward as the task scores answers, without what the reward service adds.</param>
public readonly record struct EvaluationFigures(double Error, double TokenError, double RewardMean);
