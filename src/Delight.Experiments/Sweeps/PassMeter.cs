using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Actors.Testing.Training;
using Delight.Experiments.Runs;
using Delight.Experiments.Text;
using Delight.Learning.Parameters;

namespace Delight.Experiments.Sweeps;

/// <summary>Notes the wall time of a run's evaluations; changes nothing of the run.</summary>
internal sealed class PassMeter(TimeProvider clock) : IRunAttachment
{
    private readonly List<double> _seconds = [];

    /// <summary>Since the run's start, one for each evaluation.</summary>
    public IReadOnlyList<double> Seconds => _seconds;

    /// <inheritdoc/>
    public TrainingPlan Attach(TrainingPlan plan) =>
        plan with { Sink = new Sink(plan.Sink, clock, _seconds) };

    /// <inheritdoc/>
    public ITrainingObserver Observe(ITrainingObserver next) => next;

    /// <inheritdoc/>
    public string Complete() => NumberText.Counted(_seconds.Count, "evaluation") + " timed";

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is open.
    }

    private sealed class Sink(IRunSink next, TimeProvider clock, List<double> seconds) : IRunSink
    {
        private readonly long _startedAt = clock.GetTimestamp();

        public void Write(UpdateMeasurement measurement) => next.Write(measurement);

        public void Write(EvaluationMeasurement measurement)
        {
            seconds.Add(clock.GetElapsedTime(_startedAt).TotalSeconds);
            next.Write(measurement);
        }

        public void Write(RunEvent happened) => next.Write(happened);

        public void Saved(PolicyVersion version, RunTotals totals) => next.Saved(version, totals);
    }
}
