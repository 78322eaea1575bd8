using Akka.Actor;
using Delight.Simulation.Failures;

namespace Delight.Simulation.Live;

/// <content>Nodes, and faults by hand. Each takes effect between two messages.</content>
public sealed partial class LiveFrictions
{
    /// <inheritdoc/>
    public IActorRef AddNode(string name, Props program, bool isReliable = false)
    {
        LiveNode node = new(name, program, isReliable);
        AddLocal(node);
        try
        {
            return Lives.Start(node);
        }
        catch
        {
            Table.Remove(node);
            throw;
        }
    }

    /// <inheritdoc/>
    public bool IsDown(string node) => Local(node).AwaitsRestart;

    /// <inheritdoc/>
    public bool IsPaused(string node) => Local(node).IsPaused;

    /// <inheritdoc/>
    public bool IsPaused(IActorRef actor) => CellOf(actor).IsPaused;

    /// <inheritdoc/>
    public void Crash(string node) => Lives.Crash(Local(node));

    /// <summary>Starts the program of a crashed node again, as soon as the last message of its earlier life has
    /// ended.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="InvalidOperationException">The node is up, or about to start.</exception>
    public void Restart(string node) => Lives.Restart(Local(node));

    /// <inheritdoc/>
    public void Pause(string node) => LiveNodeLives.Pause(Local(node));

    /// <inheritdoc/>
    public void Resume(string node) => LiveNodeLives.Resume(Local(node));

    /// <summary>Actors of a node rest from now on after each message for <paramref name="factor"/> − 1 times the time
    /// that the message took.</summary>
    /// <param name="node">Which.</param>
    /// <param name="factor">Above 0; 1 and below is the normal speed.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not above 0.</exception>
    public void Slow(string node, double factor)
    {
        Require.Factor(factor);
        LiveNode found = Local(node);
        found.Slowness = factor;
        found.UpdateGate();
    }

    /// <inheritdoc/>
    public void Crash(IActorRef actor, Exception? cause = null) => LiveNodeLives.Crash(
        CellOf(actor), cause ?? new InjectedCrashException("the frictions crashed this actor"));

    /// <inheritdoc/>
    public void Pause(IActorRef actor)
    {
        LiveCell cell = CellOf(actor);
        if (cell.IsPaused)
        {
            throw new InvalidOperationException($"actor {actor.Path} is paused already. Resume it before.");
        }

        cell.IsPaused = true;
        Paused.TryAdd(cell, 0);
    }

    /// <inheritdoc/>
    public void Resume(IActorRef actor)
    {
        LiveCell cell = CellOf(actor);
        if (!cell.IsPaused)
        {
            throw new InvalidOperationException($"actor {actor.Path} is not paused. Pause it before.");
        }

        cell.IsPaused = false;
        Paused.TryRemove(cell, out _);
        cell.Release();
    }

    /// <inheritdoc/>
    public void Slow(IActorRef actor, double factor)
    {
        Require.Factor(factor);
        CellOf(actor).Slowness = factor;
    }
}
