using Delight.Actors.Recording;

namespace Delight.Experiments.Records;

/// <summary>The evaluations of a run by step; where a step was evaluated again after a recovery, the last time
/// counts.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class EvaluationHistory
{
    private const int LastPart = 5;

    private readonly SortedDictionary<long, EvaluationMeasurement> _byStep = [];

    /// <summary>Takes evaluations over in their order.</summary>
    public EvaluationHistory(IEnumerable<EvaluationMeasurement> evaluations)
    {
        foreach (EvaluationMeasurement evaluation in evaluations)
        {
            Add(evaluation);
        }
    }

    /// <summary>The evaluation of the greatest step; null where there is none.</summary>
    public EvaluationMeasurement? Last => _byStep.Count == 0 ? null : _byStep.Values.Last();

    /// <summary>Median error of the last fifth of the evaluations; null where there is none.</summary>
    public double? ErrorLastFifth => MedianOfLastFifth([.. _byStep.Values.Select(evaluation => evaluation.Error)]);

    /// <summary>Adds one.</summary>
    public void Add(EvaluationMeasurement evaluation) => _byStep[evaluation.Step] = evaluation;

    /// <summary>Median of the last ⌈n / 5⌉ of n numbers: one bad evaluation at the end does not move it.</summary>
    /// <param name="errors">In the order of their steps.</param>
    /// <returns>Null for none.</returns>
    public static double? MedianOfLastFifth(IReadOnlyList<double> errors) =>
        errors.Count == 0 ? null : Median(errors.TakeLast((errors.Count + LastPart - 1) / LastPart));

    /// <summary>The middle one, or the mean of both in the middle.</summary>
    /// <param name="numbers">At least one.</param>
    public static double Median(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
