using Delight.Simulation.Entropy;
using Delight.Simulation.Failures;

namespace Delight.Simulation.Dispatch;

/// <summary>Lets virtual time pass in a loop, on whatever thread calls.</summary>
/// <param name="loop">Which.</param>
/// <param name="random">What Akka.NET draws from meanwhile.</param>
internal sealed class LoopRunner(SimulationLoop loop, SeededRandom random)
{
    private bool _isRunning;

    /// <summary>Runs until that much virtual time has passed.</summary>
    public void RunFor(TimeSpan duration)
    {
        Require.NotNegative(duration, nameof(duration));
        long until = loop.Now + duration.Ticks;
        Inside(() =>
        {
            while (loop.Step(until))
            {
            }

            loop.AdvanceTo(until);
        });
    }

    /// <summary>Runs until a condition holds.</summary>
    /// <param name="condition">Asked before the first event, and after each one with the turns that follow it at
    /// once.</param>
    /// <param name="limit">Virtual time at most; infinite: until nothing is left to happen.</param>
    /// <returns>True where the condition holds.</returns>
    public bool RunUntil(Func<bool> condition, TimeSpan limit)
    {
        long until = limit == Timeout.InfiniteTimeSpan ? long.MaxValue : loop.Now + limit.Ticks;
        return Inside(() =>
        {
            long eventsMax = loop.Counters.Events + loop.Options.EventsMax;
            while (!condition())
            {
                if (!loop.Step(until))
                {
                    loop.AdvanceTo(until == long.MaxValue ? loop.Now : until);
                    return condition();
                }

                if (loop.Counters.Events >= eventsMax)
                {
                    loop.Fail(FailureKind.NeverIdle, Busy(), null);
                    loop.ThrowIfFailed();
                }
            }

            return true;
        });
    }

    /// <inheritdoc cref="Inside{T}"/>
    public void Inside(Action act) => Inside(() =>
    {
        act();
        return true;
    });

    /// <summary>Does something as a part of the simulation, on the calling thread.</summary>
    public T Inside<T>(Func<T> act)
    {
        if (_isRunning && loop.IsInTurn)
        {
            throw new InvalidOperationException(
                "an actor's turn called the simulation. Call it from outside, or schedule it with Simulation.At.");
        }

        loop.MoveHere();
        using EntropyScope scope = EntropyScope.Enter(random);
        bool wasRunning = _isRunning;
        _isRunning = true;
        try
        {
            T result = act();
            loop.ThrowIfFailed();
            return result;
        }
        finally
        {
            _isRunning = wasRunning;
        }
    }

    private string Busy()
    {
        string first = loop.Nodes.All.SelectMany(node => node.Cells).Concat(loop.Unplaced)
            .Where(cell => cell.IsDigested && cell.Cell is { HasMessages: true })
            .Select(cell => $"the first actor with messages is {SimulationLoop.NameOf(cell.Cell!.Self)}")
            .FirstOrDefault() ?? "no actor has messages, so timers keep it going";
        string counts = FormattableString.Invariant(
            $"within {loop.Options.EventsMax} events; {loop.Pending} are still to happen");
        return $"the run did not become idle {counts}, and {first}. Use RunFor or RunUntil where periodic timers never "
            + "end, or raise SimulationOptions.EventsMax";
    }
}
