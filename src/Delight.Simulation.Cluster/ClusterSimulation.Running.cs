using Akka.Actor;
using Delight.Simulation.Failures;

namespace Delight.Simulation.Cluster;

/// <content>Lets virtual time pass.</content>
public sealed partial class ClusterSimulation
{
    /// <summary>Runs until that much virtual time has passed.</summary>
    /// <param name="duration">At least 0.</param>
    /// <exception cref="SimulationException">Something failed that nobody supervises.</exception>
    public void RunFor(TimeSpan duration)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _runner.RunFor(duration);
    }

    /// <summary>Runs until a condition holds.</summary>
    /// <param name="condition">Asked before the first event, and after each one with the turns that follow it at
    /// once.</param>
    /// <param name="limit">Virtual time at most; infinite: until nothing is left to happen, which never comes while a
    /// system of a cluster runs.</param>
    /// <returns>True where the condition holds.</returns>
    /// <exception cref="SimulationException">Something failed that nobody supervises.</exception>
    public bool RunUntil(Func<bool> condition, TimeSpan limit)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _runner.RunUntil(condition, limit);
    }

    /// <summary>Asks from outside, and lets virtual time pass until the answer is there.</summary>
    /// <param name="receiver">An actor, or a selection, of any system.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="timeout">Virtual time at most.</param>
    /// <exception cref="AskTimeoutException">No answer came in time.</exception>
    /// <exception cref="SimulationException">Something failed that nobody supervises.</exception>
    public T Ask<T>(ICanTell receiver, object question, TimeSpan timeout)
    {
        Task<T> answer = Inside(() => receiver.Ask<T>(question, timeout));
        RunUntil(() => answer.IsCompleted, timeout + TimeSpan.FromTicks(1));
        return answer.IsCompleted
            ? answer.GetAwaiter().GetResult()
            : throw new AskTimeoutException($"no answer within {DurationWords.Of(timeout)}");
    }

    /// <summary>Does something as a node's program would: it may wait for what needs no virtual time.</summary>
    /// <param name="node">Which.</param>
    /// <param name="act">What.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="InvalidOperationException">The node is down.</exception>
    public void RunOn(string node, Action<ActorSystem> act)
    {
        ActorSystem system = this[node].System;
        Inside(() => _loop.Start(NodeOf(node), () =>
        {
            act(system);
            return true;
        }));
    }

    /// <inheritdoc/>
    public void At(TimeSpan delay, Action act)
    {
        Require.NotNegative(delay, nameof(delay));
        _loop.ActAt(_loop.Now + delay.Ticks, act);
    }
}
