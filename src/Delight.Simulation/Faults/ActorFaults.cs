using Akka.Actor;
using Delight.Simulation.Dispatch;
using Delight.Simulation.Failures;

namespace Delight.Simulation.Faults;

/// <summary>Faults of single actors by hand, whatever a node is.</summary>
/// <param name="loop">Whose actors.</param>
/// <param name="inside">Does something as a part of the simulation.</param>
internal sealed class ActorFaults(SimulationLoop loop, Action<Action> inside)
{
    /// <summary>True while the actor itself is paused.</summary>
    public bool IsPaused(IActorRef actor) => CellOf(actor).Faults is { IsPaused: true };

    /// <summary>The actor fails, and its supervisor decides.</summary>
    public void Crash(IActorRef actor, Exception? cause)
    {
        SimulatedCell cell = CellOf(actor);
        inside(
            () => loop.Lives.Crash(cell, cause ?? new InjectedCrashException("the simulation crashed this actor")));
    }

    /// <summary>Nothing happens in the actor until it is resumed.</summary>
    public void Pause(IActorRef actor)
    {
        SimulatedCell cell = CellOf(actor);
        if (cell.Faults is { IsPaused: true })
        {
            throw new InvalidOperationException($"actor {actor.Path} is paused already. Resume it before.");
        }

        inside(() => loop.Lives.Pause(cell));
    }

    /// <summary>Ends the pause.</summary>
    public void Resume(IActorRef actor)
    {
        SimulatedCell cell = CellOf(actor);
        if (cell.Faults is not { IsPaused: true })
        {
            throw new InvalidOperationException($"actor {actor.Path} is not paused. Pause it before.");
        }

        inside(() => loop.Lives.Resume(cell));
    }

    /// <summary>Work of the actor takes longer.</summary>
    public void Slow(IActorRef actor, double factor)
    {
        Require.Factor(factor);
        (CellOf(actor).Faults ??= new CellFaults()).Slowness = factor;
    }

    private SimulatedCell CellOf(IActorRef actor) =>
        actor is ActorRefWithCell { Underlying: ActorCell cell } && loop.StateOf(cell) is { IsGone: false } state
            ? state
            : throw new ArgumentException(
                $"actor {actor.Path} has stopped, or is none of this simulation. Pass a running actor.", nameof(actor));
}
