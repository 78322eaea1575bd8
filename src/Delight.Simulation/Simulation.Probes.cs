using Delight.Simulation.Entropy;
using Delight.Simulation.Nodes;

namespace Delight.Simulation;

/// <content>What a test kit needs beside what everybody may call.</content>
public sealed partial class Simulation
{
    /// <summary>A test actor <c>/system/NAME</c> is about to be made: its messages enter the digest.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="node">Whose links its messages take; null: none. A crash of the node spares it, and while the node
    /// is down nothing reaches or leaves it.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    internal void AddProbe(string name, string? node)
    {
        SimulatedNode? home = node is null ? null : _loop.Nodes.Find(node);
        _loop.Nodes.AddProbe(name, home);
    }

    /// <summary>Does something that blocks until an actor has started; turns happen at once meanwhile.</summary>
    internal void RunAtOnce(Action act) => Inside(() =>
    {
        _loop.RunsAtOnce = true;
        try
        {
            act();
        }
        finally
        {
            _loop.RunsAtOnce = false;
        }
    });

    /// <summary>Until the scope ends, what Akka.NET draws on this thread comes from the seed.</summary>
    internal EntropyScope EnterEntropy() => EntropyScope.Enter(_random);
}
