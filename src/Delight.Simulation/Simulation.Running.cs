using Delight.Simulation.Entropy;
using Delight.Simulation.Failures;

namespace Delight.Simulation;

/// <content>Lets virtual time pass.</content>
public sealed partial class Simulation
{
    private bool _isRunning;

    /// <summary>Runs until that much virtual time has passed.</summary>
    /// <param name="duration">At least 0.</param>
    /// <exception cref="SimulationException">Something failed that nobody supervises.</exception>
    public void RunFor(TimeSpan duration)
    {
        Require.NotNegative(duration, nameof(duration));
        long until = _loop.Now + duration.Ticks;
        Inside(() =>
        {
            while (_loop.Step(until))
            {
            }

            _loop.AdvanceTo(until);
        });
    }

    /// <summary>Runs until nothing is left to happen.</summary>
    /// <exception cref="SimulationException">Something failed that nobody supervises, or the run did not become
    /// idle.</exception>
    public void RunUntilIdle() => RunUntil(() => false, Timeout.InfiniteTimeSpan);

    /// <summary>Runs until a condition holds.</summary>
    /// <param name="condition">Asked before the first event, and after each one with the turns that follow it at
    /// once.</param>
    /// <param name="limit">Virtual time at most; infinite: until nothing is left to happen.</param>
    /// <returns>True where the condition holds.</returns>
    /// <exception cref="SimulationException">Something failed that nobody supervises, or the run did not become
    /// idle.</exception>
    public bool RunUntil(Func<bool> condition, TimeSpan limit)
    {
        long until = limit == Timeout.InfiniteTimeSpan ? long.MaxValue : _loop.Now + limit.Ticks;
        return Inside(() =>
        {
            long eventsMax = _loop.Counters.Events + _loop.Options.EventsMax;
            while (!condition())
            {
                if (!_loop.Step(until))
                {
                    _loop.AdvanceTo(until == long.MaxValue ? _loop.Now : until);
                    return condition();
                }

                if (_loop.Counters.Events >= eventsMax)
                {
                    _loop.Fail(FailureKind.NeverIdle, Busy(), null);
                    _loop.ThrowIfFailed();
                }
            }

            return true;
        });
    }

    private string Busy()
    {
        string first = _loop.Nodes.All.SelectMany(node => node.Cells).Concat(_loop.Unplaced)
            .Where(cell => cell.IsDigested && cell.Cell is { HasMessages: true })
            .Select(cell => $"the first actor with messages is {cell.Cell!.Self.Path.ToStringWithoutAddress()}")
            .FirstOrDefault() ?? "no actor has messages, so timers keep it going";
        string counts = FormattableString.Invariant(
            $"within {_loop.Options.EventsMax} events; {_loop.Pending} are still to happen");
        return $"the run did not become idle {counts}, and {first}. Use RunFor or RunUntil where periodic timers never "
            + "end, or raise SimulationOptions.EventsMax";
    }

    private void Inside(Action act) => Inside(() =>
    {
        act();
        return true;
    });

    private T Inside<T>(Func<T> act)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isRunning && _loop.IsInTurn)
        {
            throw new InvalidOperationException(
                "an actor's turn called the simulation. Call it from outside, or schedule it with Simulation.At.");
        }

        _loop.MoveHere();
        using EntropyScope scope = EntropyScope.Enter(_random);
        bool wasRunning = _isRunning;
        _isRunning = true;
        try
        {
            T result = act();
            _loop.ThrowIfFailed();
            return result;
        }
        finally
        {
            _isRunning = wasRunning;
        }
    }
}
