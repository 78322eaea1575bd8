using System.Text.Json;
using Delight.Actors.Recording;
using Delight.Experiments.Files;
using Delight.Learning.Parameters;

namespace Delight.Experiments.Records;

/// <summary>Writes a run's folder while the run goes on, so that it can be read however the run ends.</summary>
/// <remarks>
/// <para><c>run.json</c> is written at the start and replaced at the end. <c>metrics.jsonl</c> and <c>events.jsonl</c>
/// grow by lines, which reach the disk at every evaluation and at least every second.</para>
/// <para>Safe to call from several threads. The first failure to write is told to <see cref="Failed"/> and thrown by
/// the call, or by the next one where it happened in the background; the record then ends with
/// <see cref="Complete"/>.</para>
/// </remarks>
public sealed class RunRecorder : IRunSink, IDisposable
{
    // The last run.json is several times as large as the first one, and must be written where the disk is full.
    private const int SummaryBytes = 1 << 16;

    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly long _startedAt;
    private readonly RunLines _lines;
    private readonly ITimer _flushTimer;
    private readonly Action<PolicyVersion, CheckpointTotals>? _saveTotals;
    private readonly RepeatedRecord? _repeated;
    private readonly TimeSpan _wallTimeBefore;
    private readonly EvaluationHistory _evaluations;
    private readonly long? _evaluatedBefore;
    private IReadOnlyList<AgeMeasurement> _byAge;
    private UnwritableFileException? _failure;
    private bool _isSummaryWritten;
    private bool _isClosed;

    private RunRecorder(
        string folder, RunSummary summary, TimeProvider clock, Action<PolicyVersion, CheckpointTotals>? saveTotals,
        (RunRecord? Kept, RepeatedRecord? Repeated) before)
    {
        Folder = folder;
        _clock = clock;
        _saveTotals = saveTotals;
        _evaluations = new EvaluationHistory(before.Kept?.Evaluations ?? []);
        _byAge = AgeMeasurement.Pooled((before.Kept?.Updates ?? []).SelectMany(update => update.ByAge));
        _evaluatedBefore = before.Kept?.Evaluations.LastOrDefault(evaluation => evaluation.Step == summary.Steps)?.Step;
        _startedAt = clock.GetTimestamp();
        _wallTimeBefore = summary.WallTime;
        _repeated = before.Repeated;
        Summary = summary with { Status = RunStatus.Running };
        if (_repeated is null)
        {
            WriteFirstSummary(); // before the lines: a folder without it is no run
            _lines = new RunLines(folder);
        }
        else
        {
            _lines = new RunLines(_repeated);
            AddLine(lines => lines.BeginIfCaughtUp());
        }

        _flushTimer = clock.CreateTimer(_ => FlushInBackground(), null, FlushInterval, FlushInterval);
    }

    /// <summary>The run's folder.</summary>
    public string Folder { get; }

    /// <summary>What <c>run.json</c> holds now; of a repeated run, what it will hold.</summary>
    public RunSummary Summary { get; private set; }

    /// <summary>Hears once that the record cannot be written, on the thread that found it out; null: nobody does.
    /// </summary>
    public Action<UnwritableFileException>? Failed { get; set; }

    /// <summary>Writes <c>run.json</c> with status running, and opens the other files.</summary>
    /// <param name="folder">Exists; see <see cref="RunFolder"/>.</param>
    /// <param name="summary">What is known at the start; status and start time are set here.</param>
    /// <param name="clock">Wall clock: start, duration, flushing.</param>
    /// <param name="checkpoints">Where totals go when a checkpoint is saved; null: nowhere.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static RunRecorder Start(
        string folder, RunSummary summary, TimeProvider clock, FileCheckpointStore? checkpoints = null) =>
        new(
            folder, summary with { Started = clock.GetUtcNow() }, clock,
            checkpoints is null ? null : checkpoints.SaveTotals, (null, null));

    /// <summary>Goes on with the record of a run that has ended: <c>run.json</c> has status running again,
    /// <c>metrics.jsonl</c> loses what was measured behind the checkpoint, <c>events.jsonl</c> grows.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="summary">As of the checkpoint; its start and wall time stay, and this process's time comes
    /// on top.</param>
    /// <param name="step">Learner step of the checkpoint.</param>
    /// <param name="clock">Wall clock: duration, flushing.</param>
    /// <param name="checkpoints">Where totals go when a checkpoint is saved.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static RunRecorder Resume(
        string folder, RunSummary summary, long step, TimeProvider clock, FileCheckpointStore checkpoints)
    {
        RecordLines.Keep(Path.Combine(folder, RunFolder.MetricsFile), line => RecordLines.StepOf(line) <= step);
        RecordLines.Keep(Path.Combine(folder, RunFolder.EventsFile), _ => true);
        return new RunRecorder(folder, summary, clock, checkpoints.SaveTotals, (RunRecord.Read(folder), null));
    }

    /// <summary>Goes on with the record of a simulated run that runs again. Nothing is written until the run has come
    /// to where the record ends.</summary>
    /// <param name="repeated">What the record holds.</param>
    /// <param name="summary">Of the run; its start and wall time stay, and this process's time comes on top.</param>
    /// <param name="clock">Wall clock: duration, flushing.</param>
    /// <param name="saveTotals">Gets totals when a checkpoint is saved.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    internal static RunRecorder Repeat(
        RepeatedRecord repeated, RunSummary summary, TimeProvider clock,
        Action<PolicyVersion, CheckpointTotals> saveTotals) =>
        new(Path.GetDirectoryName(repeated.Metrics.Path)!, summary, clock, saveTotals, (null, repeated));

    /// <inheritdoc/>
    public void Write(UpdateMeasurement measurement)
    {
        lock (_lock)
        {
            _byAge = AgeMeasurement.Pooled([.. _byAge, .. measurement.ByAge]);
        }

        Add(lines => lines.AddMetric("update", measurement), isFlushed: false);
    }

    /// <inheritdoc/>
    public void Write(EvaluationMeasurement measurement)
    {
        if (measurement.Step == _evaluatedBefore)
        {
            return; // a learner that goes on from a checkpoint has it evaluated again
        }

        lock (_lock)
        {
            _evaluations.Add(measurement);
        }

        Add(lines => lines.AddMetric("evaluation", measurement), isFlushed: true);
    }

    /// <inheritdoc/>
    public void Write(RunEvent happened) => Add(lines => lines.AddEvent(happened), isFlushed: false);

    /// <inheritdoc/>
    public void Saved(PolicyVersion version, RunTotals totals)
    {
        if (_saveTotals is null)
        {
            return;
        }

        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            Try(_lines.Flush); // whoever resumes from here keeps these lines
            ThrowIfFailed();
        }

        _saveTotals(version, new CheckpointTotals(totals.Capture(), WallTime));
    }

    /// <summary>Flushes everything and replaces <c>run.json</c>.</summary>
    /// <param name="outcome">From <see cref="Summary"/> by <c>with</c>: status, digest, staleness and so on. The wall
    /// time is set
    /// here, and the error is that of the last evaluation where the caller gives none.</param>
    /// <returns>The summary as written. Where something could not be written, it is that of a failed run and says
    /// why, whether or not <c>run.json</c> could still be written.</returns>
    /// <exception cref="ArgumentException">The status is still running.</exception>
    public RunSummary Complete(RunSummary outcome)
    {
        if (outcome.Status == RunStatus.Running)
        {
            throw new ArgumentException(
                "outcome has status running; a completed run is finished, interrupted or failed.",
                nameof(outcome));
        }

        lock (_lock)
        {
            if (!_lines.HasBegun && (outcome.Status == RunStatus.Interrupted || outcome.IsUnwritable))
            {
                // The record is as it was.
                return outcome.IsUnwritable ? outcome : _repeated!.Before.InterruptedBeforeItsEnd(Summary);
            }

            Try(EndRepetition);
            if (_lines.IsDiverged)
            {
                return _repeated!.Before;
            }

            Try(_lines.Flush);
            Summary = outcome with
            {
                Error = outcome.Error ?? _evaluations.Last?.Error,
                ErrorLastFifth = _evaluations.ErrorLastFifth,
                TokenError = _evaluations.Last?.TokenError,
                RewardMean = _evaluations.Last?.RewardMean,
                ByAge = _byAge,
                WallTime = WallTime,
            };
            Summary = _failure is null ? Summary : Summary.Unwritable(_failure);
            Try(WriteSummary);
            Summary = _failure is null ? Summary : Summary.Unwritable(_failure);
            if (_failure is not null)
            {
                Try(_lines.Flush); // run.json needs less than was reserved for it
                Try(_lines.FlushEvents);
            }

            return Summary;
        }
    }

    /// <summary>A repeated run turns out to be another one: nothing is written from here on.</summary>
    /// <param name="where">Where it differs.</param>
    internal void Diverge(string where)
    {
        lock (_lock)
        {
            _lines.Diverge(where);
        }
    }

    /// <summary>True where the record grows; false before a repeated run has come to where it had ended.</summary>
    internal bool HasBegun
    {
        get
        {
            lock (_lock)
            {
                return _lines.HasBegun;
            }
        }
    }

    /// <summary>Asks of a repeated run that has ended whether it came to all that its record holds.</summary>
    internal void EndRepetition()
    {
        lock (_lock)
        {
            AddLine(lines => lines.End());
        }
    }

    /// <summary>Closes the files. Without <see cref="Complete"/> before it, <c>run.json</c> keeps the status
    /// running.</summary>
    public void Dispose()
    {
        _flushTimer.Dispose();
        lock (_lock)
        {
            if (!_isClosed)
            {
                _isClosed = true;
                Try(_lines.Flush);
                _lines.Dispose();
                if (_isSummaryWritten)
                {
                    ReplacedFile.Release(SummaryPath);
                }
            }
        }
    }

    private TimeSpan WallTime => _wallTimeBefore + _clock.GetElapsedTime(_startedAt);

    private void Add(Action<RunLines> add, bool isFlushed)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return; // an actor system that ends still tells of events, from threads of its own
            }

            Try(() => AddLine(add));
            if (isFlushed)
            {
                Try(_lines.Flush);
            }

            ThrowIfFailed();
        }
    }

    /// <summary>With the line that a repeated run begins to write at, <c>run.json</c> is that of a run under
    /// way.</summary>
    private void AddLine(Action<RunLines> add)
    {
        add(_lines);
        if (_lines.HasBegun && !_isSummaryWritten)
        {
            WriteFirstSummary();
        }
    }

    private void WriteFirstSummary()
    {
        WriteSummary();
        ReplacedFile.Reserve(SummaryPath, SummaryBytes);
        _isSummaryWritten = true;
    }

    private void FlushInBackground()
    {
        lock (_lock)
        {
            if (!_isClosed)
            {
                Try(_lines.Flush);
            }
        }
    }

    /// <summary>Writes; the first failure is kept and told.</summary>
    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (UnwritableFileException failure)
        {
            if (_failure is null)
            {
                _failure = failure;
                Failed?.Invoke(failure);
            }
        }
    }

    private void ThrowIfFailed()
    {
        if (_failure is not null)
        {
            throw _failure;
        }
    }

    private string SummaryPath => Path.Combine(Folder, RunFolder.SummaryFile);

    private void WriteSummary() => ReplacedFile.Write(
        SummaryPath, stream => JsonSerializer.Serialize(stream, Summary, RecordJson.Document));
}
