using Delight.Actors.Recording;
using Delight.Experiments.Records;
using Delight.Experiments.Runs;

namespace Delight.Host.Terminal;

/// <summary>Tells a <see cref="ProgressView"/> how one run gets on. Safe to call from any thread.</summary>
public sealed class RunProgress : IRunProgress
{
    private readonly Lock _lock = new();
    private readonly ProgressView _view;
    private readonly TimeProvider _clock;
    private readonly long _startedAt;
    private ProgressState _state;
    private TimeSpan _lineAt;
    private long _tenthsSaid;

    internal RunProgress(ProgressView view, TimeProvider clock, ProgressState start)
    {
        (_view, _clock, _startedAt) = (view, clock, clock.GetTimestamp());
        _state = start with { Step = start.StepAtStart };
        _tenthsSaid = _state.Tenths;
    }

    /// <summary>What is known now.</summary>
    internal ProgressState State
    {
        get
        {
            lock (_lock)
            {
                TimeSpan? endedAt = _state.EndedAt;
                return _state with { Elapsed = endedAt ?? _clock.GetElapsedTime(_startedAt) };
            }
        }
    }

    /// <inheritdoc/>
    public void Advance(long step, double stalenessMean) =>
        Change(state => state with { Step = Math.Max(state.Step, step), StalenessMean = stalenessMean });

    /// <inheritdoc/>
    public void Evaluate(double error) => Change(state => state with { Error = error });

    /// <inheritdoc/>
    public void Happened(RunEvent happened) => _view.Happened(happened);

    /// <inheritdoc/>
    public void End(RunStatus status) =>
        Change(state => state with { Status = status, EndedAt = _clock.GetElapsedTime(_startedAt) });

    private void Change(Func<ProgressState, ProgressState> change)
    {
        ProgressState? line = null;
        lock (_lock)
        {
            _state = change(_state) with { Elapsed = _clock.GetElapsedTime(_startedAt) };
            // The last tenth is left to the line that says how the run ended.
            bool isDue = _state.EndedAt is not null
                || (_state.Tenths > _tenthsSaid && _state.Tenths < 10)
                || _state.Elapsed - _lineAt >= ProgressView.LineInterval;
            if (isDue)
            {
                (line, _lineAt, _tenthsSaid) = (_state, _state.Elapsed, _state.Tenths);
            }
        }

        if (line is not null)
        {
            _view.Print(line);
        }
    }
}
