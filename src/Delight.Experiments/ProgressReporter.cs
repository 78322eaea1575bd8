using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;

namespace Delight.Experiments;

/// <summary>Reports how a run gets on to whom .NET calls a progress.</summary>
internal sealed class ProgressReporter(TrainingProgress start, IProgress<TrainingProgress> next) : IRunProgress
{
    private readonly Lock _lock = new();
    private TrainingProgress _state = start;

    /// <inheritdoc/>
    public void Advance(long step, double stalenessMean) =>
        Report(state => state with { Step = Math.Max(state.Step, step), StalenessMean = stalenessMean });

    /// <inheritdoc/>
    public void Evaluate(double error) => Report(state => state with { Error = error });

    /// <inheritdoc/>
    public void Happened(RunEvent happened)
    {
        // The record has it.
    }

    /// <inheritdoc/>
    public void End(RunStatus status)
    {
        // Whoever awaits the run hears it.
    }

    private void Report(Func<TrainingProgress, TrainingProgress> change)
    {
        lock (_lock)
        {
            _state = change(_state);
            next.Report(_state);
        }
    }
}
