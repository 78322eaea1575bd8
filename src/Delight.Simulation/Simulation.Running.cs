using Delight.Simulation.Dispatch;
using Delight.Simulation.Failures;

namespace Delight.Simulation;

/// <content>Lets virtual time pass.</content>
public sealed partial class Simulation
{
    /// <summary>Runs until that much virtual time has passed.</summary>
    /// <param name="duration">At least 0.</param>
    /// <exception cref="SimulationException">Something failed that nobody supervises.</exception>
    public void RunFor(TimeSpan duration) => Runner.RunFor(duration);

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
    public bool RunUntil(Func<bool> condition, TimeSpan limit) => Runner.RunUntil(condition, limit);

    private LoopRunner Runner
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _runner;
        }
    }

    private void Inside(Action act) => Runner.Inside(act);

    private T Inside<T>(Func<T> act) => Runner.Inside(act);
}
