using System.Diagnostics.CodeAnalysis;
using Delight.Actors.Coordination;
using Delight.Actors.Evaluation;
using Delight.Actors.Frictions;
using Delight.Actors.Learners;
using Delight.Actors.Recording;
using Delight.Actors.Running;
using Delight.Experiments.Execution;
using Delight.Experiments.Files;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;
using Delight.Experiments.Text;
using Delight.Learning.Training;

namespace Delight.Experiments.Streams;

/// <summary>One estimator that learns from a stream, from the initial policy on, with a record like a run's.</summary>
/// <remarks>Evaluations and measurements come at the steps at which a run's come, and of the same draws. There is no
/// clock: times are 0. Not thread-safe.</remarks>
public sealed class EstimatorReplay : IDisposable
{
    private readonly string _folder;
    private readonly PreparedScenario _prepared;
    private readonly RunRecorder _recorder;
    private readonly IRunProgress _progress;
    private readonly ProgressSink _sink;
    private readonly KernelThreads _threads;
    private readonly TrainingPlan _plan;
    private readonly PolicyTrainer _trainer;
    private readonly HeldOutEvaluation _evaluation;
    private readonly StalenessHistogram _staleness = new();
    private readonly FrictionCounts _frictions = new();
    private readonly ulong _seed;
    private MeasurementWindow _window = new();
    private long _measuredAt;
    private long _evaluatedAt = -1;

    /// <summary>Begins a record with the evaluation of the initial policy.</summary>
    /// <param name="folder">Exists and is empty.</param>
    /// <param name="prepared">The recorded scenario with this estimator.</param>
    /// <param name="start">What is known of the run at its start.</param>
    /// <param name="progress">Hears how it gets on.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public EstimatorReplay(string folder, PreparedScenario prepared, RunSummary start, IRunProgress progress)
    {
        (_folder, _prepared, _progress, _seed) = (folder, prepared, progress, start.Seed);
        StepsMax = start.StepsPlanned;
        _recorder = RunRecorder.Start(folder, start, TimeProvider.System);
        _sink = new ProgressSink(_recorder, progress);
        _threads = prepared.StartThreads();
        _plan = prepared.Plan(_sink, _threads);
        _trainer = new PolicyTrainer(_plan.Parts);
        _evaluation = new HeldOutEvaluation(_plan.Parts.Task, _plan.Parts.Policy, _plan.EvaluationRows);
        Try(Evaluate);
    }

    /// <summary>Updates to take.</summary>
    public long StepsMax { get; }

    /// <summary>What <c>run.json</c> holds.</summary>
    public RunSummary Summary => _recorder.Summary;

    /// <summary>True once its record is complete.</summary>
    [MemberNotNullWhen(true, nameof(Result))]
    public bool IsComplete => Result is not null;

    /// <summary>The summary as written at its end.</summary>
    public RunSummary? Result { get; private set; }

    /// <summary>Learns from one batch; where that diverges, or the folder cannot be written, the record ends with
    /// it.</summary>
    internal void Train(StreamPlayer player) => Try(() => Learn(player));

    /// <summary>No batch is left.</summary>
    public void Finish() => Try(() =>
    {
        if (_trainer.Steps > _measuredAt)
        {
            Measure();
        }

        if (_trainer.Steps > _evaluatedAt)
        {
            Evaluate();
        }

        NumpyArchive.Write(
            Path.Combine(_folder, RunFolder.PolicyFile), _plan.Parts.Policy.Layout, _trainer.Parameters.ToArray());
        Complete(_trainer.Steps >= StepsMax
            ? Outcome(RunStatus.Finished)
            : Outcome(RunStatus.Failed, NumberText.Text(
                $"the stream ends after {_trainer.Steps} of {StepsMax} updates, which it had at the start. ")
                + "Leave it alone until the end, and run the command again."));
    });

    /// <summary>The user does not want the rest.</summary>
    public void Interrupt() => Try(() => Complete(Outcome(RunStatus.Interrupted)));

    /// <summary>The stream cannot be read any more.</summary>
    /// <param name="reason">One line.</param>
    public void Fail(string reason) => Try(() => Complete(Outcome(RunStatus.Failed, reason)));

    /// <summary>Lets go of everything; a record that is not complete says so.</summary>
    public void Dispose()
    {
        Fail("the replay was given up, since another estimator's could not begin.");
        _trainer.Dispose();
        _evaluation.Dispose();
        _threads.Dispose();
        _recorder.Dispose();
    }

    private void Try(Action work)
    {
        if (IsComplete)
        {
            return;
        }

        try
        {
            work();
        }
        catch (Exception failure) when (UnwritableFileException.IsKind(failure))
        {
            Complete(Outcome(RunStatus.Failed).Unwritable(UnwritableFileException.Of(_folder, failure)));
        }
        catch (TrainingDivergedException diverged)
        {
            Try(() => DivergedBatchRecord.Write(_folder, _prepared.Scenario, diverged));
            Fail(DivergedBatchRecord.FailureOf(diverged));
        }
    }

    private void Learn(StreamPlayer player)
    {
        long step = _trainer.Steps + 1;
        bool isMeasured = step % _plan.Learner.MeasureEvery == 0 || step >= StepsMax;
        UpdateStatistics update = _trainer.Step(player.Batch, isMeasured && _plan.Learner.MeasuresCosines);
        _window.Add(update);
        _window.AddRows(player.Staleness, _trainer.Effects);
        foreach ((long staleness, int rows) in player.Staleness)
        {
            _staleness.Add(staleness, rows);
        }

        _frictions.Add(player.Frictions);
        if (isMeasured)
        {
            Measure();
        }

        if (step % _plan.Learner.EvaluateEvery == 0)
        {
            Evaluate();
        }

        if (step >= StepsMax)
        {
            Finish();
        }
    }

    private void Measure()
    {
        _sink.Write(_window.Measure(_trainer.Steps, TimeSpan.Zero));
        _window = new MeasurementWindow();
        _measuredAt = _trainer.Steps;
    }

    private void Evaluate()
    {
        EvaluationFigures figures = _evaluation.Measure(_trainer.Parameters, RunStreams.Of(_seed));
        _sink.Write(EvaluationMeasurement.Of(_trainer.Steps, TimeSpan.Zero, figures, _evaluation.Rows));
        _evaluatedAt = _trainer.Steps;
    }

    private RunSummary Outcome(RunStatus status, string? failure = null) => _recorder.Summary with
    {
        Status = status,
        Failure = failure,
        Steps = _trainer.Steps,
        Staleness = StalenessSummary.Of(_staleness),
        Episodes = _staleness.Total,
        RealisedRates = _frictions.Counted.ToDictionary(
            counted => counted.Name, counted => (double)counted.Rows / _staleness.Total, StringComparer.Ordinal),
    };

    private void Complete(RunSummary outcome)
    {
        Result = _recorder.Complete(outcome);
        _progress.End(Result.Status);
    }
}
