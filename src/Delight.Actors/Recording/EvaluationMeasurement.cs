namespace Delight.Actors.Recording;

/// <summary>An evaluator measured one version of the policy on held-out contexts.</summary>
/// <param name="Step">Updates behind that version.</param>
/// <param name="Time">Time of the run's clock when the measurement was recorded.</param>
/// <param name="Error">Share of wrong answers, 0 to 1.</param>
/// <param name="Rows">Number of held-out contexts used.</param>
public sealed record EvaluationMeasurement(long Step, TimeSpan Time, double Error, int Rows);
