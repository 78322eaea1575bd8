using Delight.Actors.Recording;
using Delight.Learning.Parameters;

namespace Delight.Experiments.Runs;

/// <summary>Passes what a run records on to its recorder and shows it.</summary>
/// <param name="next">Gets everything first; what it throws is thrown, and then nothing is shown.</param>
/// <param name="progress">The run's line or row.</param>
public sealed class ProgressSink(IRunSink next, IRunProgress progress) : IRunSink
{
    /// <inheritdoc/>
    public void Write(UpdateMeasurement measurement)
    {
        next.Write(measurement);
        progress.Advance(measurement.Step, measurement.StalenessMean);
    }

    /// <inheritdoc/>
    public void Write(EvaluationMeasurement measurement)
    {
        next.Write(measurement);
        progress.Evaluate(measurement.Error);
    }

    /// <inheritdoc/>
    public void Write(RunEvent happened)
    {
        next.Write(happened);
        progress.Happened(happened);
    }

    /// <inheritdoc/>
    public void Saved(PolicyVersion version, RunTotals totals) => next.Saved(version, totals);
}
