using Akka.Actor;
using Delight.Simulation.Failures;
using Delight.Simulation.Nodes;

namespace Delight.Simulation;

/// <content>Faults by hand. Each takes effect at the present virtual time.</content>
public sealed partial class Simulation
{
    /// <inheritdoc/>
    public bool IsDown(string node) => _loop.Nodes.Find(node).IsDown;

    /// <inheritdoc/>
    public void Crash(string node)
    {
        SimulatedNode victim = _loop.Nodes.Find(node);
        victim.RequireCanCrash();
        Inside(() => _loop.Lives.Crash(victim));
    }

    /// <inheritdoc/>
    public void Restart(string node)
    {
        SimulatedNode found = _loop.Nodes.Find(node);
        found.RequireDown();
        Inside(() => _loop.Lives.Restart(found));
    }

    /// <summary>Nothing happens on a node until it is resumed: messages and timers wait, work ends later by the length
    /// of the pause, and nobody notices.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="InvalidOperationException">The node is down or paused.</exception>
    public void Pause(string node)
    {
        SimulatedNode found = _loop.Nodes.Find(node);
        found.RequireRunning();
        Inside(() => _loop.Lives.Pause(found));
    }

    /// <inheritdoc/>
    public void Resume(string node)
    {
        SimulatedNode found = _loop.Nodes.Find(node);
        found.RequirePaused();
        Inside(() => _loop.Lives.Resume(found));
    }

    /// <summary>Work of a node takes longer from now on: <c>Context.Work</c> counts that many times.</summary>
    /// <param name="node">Which.</param>
    /// <param name="factor">Above 0; 1 is the normal speed.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not above 0.</exception>
    public void Slow(string node, double factor)
    {
        Require.Factor(factor);
        _loop.Nodes.Find(node).Slowness = factor;
    }

    /// <summary>One actor fails at once, between two messages or in the middle of its work, and its supervisor decides.
    /// An actor without an instance stays as it is.</summary>
    /// <param name="actor">A local actor.</param>
    /// <param name="cause">Default: an <see cref="InjectedCrashException"/>.</param>
    /// <exception cref="ArgumentException">The actor has stopped, or is none of this simulation.</exception>
    public void Crash(IActorRef actor, Exception? cause = null) => _actors.Crash(actor, cause);

    /// <inheritdoc/>
    public void Pause(IActorRef actor) => _actors.Pause(actor);

    /// <inheritdoc/>
    public void Resume(IActorRef actor) => _actors.Resume(actor);

    /// <summary>The same as for a node, for one actor; both factors multiply.</summary>
    /// <param name="actor">Which.</param>
    /// <param name="factor">Above 0; 1 is the normal speed.</param>
    /// <exception cref="ArgumentException">The actor has stopped, or is none of this simulation.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not above 0.</exception>
    public void Slow(IActorRef actor, double factor) => _actors.Slow(actor, factor);

    /// <summary>Does something at a later virtual time, between two turns.</summary>
    /// <param name="delay">From now; at least 0.</param>
    /// <param name="act">May crash, cut and send, and must not run the simulation.</param>
    public void At(TimeSpan delay, Action act)
    {
        Require.NotNegative(delay, nameof(delay));
        _loop.ActAt(_loop.Now + delay.Ticks, act);
    }
}
