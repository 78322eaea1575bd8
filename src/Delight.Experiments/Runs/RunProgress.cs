using Delight.Actors.Recording;
using Delight.Experiments.Records;

namespace Delight.Experiments.Runs;

/// <summary>Tells a <see cref="RunBoard"/> how one run gets on. Safe to call from any thread.</summary>
public sealed class RunProgress : IRunProgress
{
    private readonly Lock _lock = new();
    private readonly RunBoard _board;
    private readonly TimeProvider _clock;
    private long _startedAt;
    private RunState _state;
    private TimeSpan _lineAt;
    private long _tenthsSaid;

    internal RunProgress(RunBoard board, TimeProvider clock, RunState start)
    {
        (_board, _clock, _startedAt) = (board, clock, clock.GetTimestamp());
        _state = start with { Step = start.StepAtStart };
        _tenthsSaid = _state.Tenths;
    }

    /// <summary>What is known now.</summary>
    internal RunState State
    {
        get
        {
            lock (_lock)
            {
                return _state.IsWaiting ? _state : _state with
                {
                    Elapsed = _state.EndedAt ?? _clock.GetElapsedTime(_startedAt),
                };
            }
        }
    }

    /// <inheritdoc/>
    public void Begin()
    {
        lock (_lock)
        {
            (_startedAt, _state) = (_clock.GetTimestamp(), _state with { IsWaiting = false });
        }
    }

    /// <inheritdoc/>
    public void Advance(long step, double stalenessMean) =>
        Change(state => state with { Step = Math.Max(state.Step, step), StalenessMean = stalenessMean });

    /// <inheritdoc/>
    public void Evaluate(double error) => Change(state => state with { Error = error });

    /// <inheritdoc/>
    public void Happened(RunEvent happened) => _board.Happened(happened);

    /// <inheritdoc/>
    public void End(RunStatus status) =>
        Change(state => state with { Status = status, EndedAt = _clock.GetElapsedTime(_startedAt) });

    private void Change(Func<RunState, RunState> change)
    {
        RunState? line = null;
        lock (_lock)
        {
            _state = change(_state) with { Elapsed = _clock.GetElapsedTime(_startedAt) };
            // The last tenth is left to the line that says how the run ended.
            bool isDue = _state.EndedAt is not null
                || (_state.Tenths > _tenthsSaid && _state.Tenths < 10)
                || _state.Elapsed - _lineAt >= RunBoard.LineInterval;
            if (isDue)
            {
                (line, _lineAt, _tenthsSaid) = (_state, _state.Elapsed, _state.Tenths);
            }
        }

        if (line is not null)
        {
            _board.Said(line);
        }
    }
}
