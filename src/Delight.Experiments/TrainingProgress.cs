namespace Delight.Experiments;

/// <summary>How far a run is.</summary>
/// <param name="Estimator">With the options that differ from their defaults.</param>
/// <param name="Seed">The root seed.</param>
/// <param name="Step">Learner steps taken.</param>
/// <param name="Steps">Learner steps to take.</param>
/// <param name="Error">Share of wrong answers at the last evaluation; null before the first.</param>
/// <param name="StalenessMean">Mean age of the last rows, in learner steps; null before the first.</param>
public sealed record TrainingProgress(
    string Estimator, ulong Seed, long Step, long Steps, double? Error, double? StalenessMean);
