using Akka.Actor;
using Delight.Simulation.Faults;

namespace Delight.Simulation.TestKit.Systems;

/// <content>Nodes and faults.</content>
internal sealed partial class VirtualSystem
{
    /// <inheritdoc/>
    public IActorRef AddNode(string name, Props program, bool isReliable) =>
        Simulation.AddNode(name, program, isReliable);

    /// <inheritdoc/>
    public void EnsureNode(string name)
    {
        if (!Simulation.Nodes.Contains(name, StringComparer.Ordinal))
        {
            Simulation.AddNode(name, Props.Create<EmptyProgram>());
        }
    }

    /// <inheritdoc/>
    public void Crash(string node) => Simulation.Crash(node);

    /// <inheritdoc/>
    public void Crash(IActorRef actor, Exception? cause) => Simulation.Crash(actor, cause);

    /// <inheritdoc/>
    public void Restart(string node) => Simulation.Restart(node);

    /// <inheritdoc/>
    public void Pause(string node) => Simulation.Pause(node);

    /// <inheritdoc/>
    public void Pause(IActorRef actor) => Simulation.Pause(actor);

    /// <inheritdoc/>
    public void Resume(string node) => Simulation.Resume(node);

    /// <inheritdoc/>
    public void Resume(IActorRef actor) => Simulation.Resume(actor);

    /// <inheritdoc/>
    public void Slow(string node, double factor) => Simulation.Slow(node, factor);

    /// <inheritdoc/>
    public void Slow(IActorRef actor, double factor) => Simulation.Slow(actor, factor);

    /// <inheritdoc/>
    public void Cut(string node, string other) => Simulation.Network.Cut([node], [other]);

    /// <inheritdoc/>
    public void Heal(string node, string other) => Simulation.Network.Heal([node], [other]);

    /// <inheritdoc/>
    public void Heal() => Simulation.Network.Heal();

    /// <inheritdoc/>
    public void Hold(string node, string other)
    {
        Simulation.Network.Link(node, other).Hold();
        Simulation.Network.Link(other, node).Hold();
    }

    /// <inheritdoc/>
    public void Release(string node, string other)
    {
        Simulation.Network.Link(node, other).Release();
        Simulation.Network.Link(other, node).Release();
    }

    /// <inheritdoc/>
    public void Play(IReadOnlyList<Fault> plan, TimeSpan horizon) => _trial.Play(Simulation, plan, horizon);
}
