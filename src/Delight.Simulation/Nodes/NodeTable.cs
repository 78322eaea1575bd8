using System.Diagnostics.CodeAnalysis;
using Akka.Actor;

namespace Delight.Simulation.Nodes;

/// <summary>The nodes by name, and which node a top-level actor belongs to.</summary>
internal sealed class NodeTable
{
    private readonly Dictionary<string, SimulatedNode> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimulatedNode> _byTopLevel = new(StringComparer.Ordinal);

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyCollection<SimulatedNode> All => _byName.Values;

    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public SimulatedNode Find(string name) => _byName.TryGetValue(name, out SimulatedNode? node)
        ? node
        : throw new ArgumentException(
            $"there is no node '{name}'; there are {Known()}. Call AddNode(\"{name}\", props) before.", nameof(name));

    public bool TryFind(string name, [NotNullWhen(true)] out SimulatedNode? node) =>
        _byName.TryGetValue(name, out node);

    public void Add(SimulatedNode node)
    {
        _byName.Add(node.Name, node);
        _byTopLevel[node.Name] = node;
    }

    /// <summary>A node could not be started.</summary>
    public void Remove(SimulatedNode node)
    {
        _byName.Remove(node.Name);
        _byTopLevel.Remove(node.Name);
    }

    /// <summary>A top-level actor that was made during a turn of the node joins it.</summary>
    public void Join(string topLevel, SimulatedNode node) => _byTopLevel[topLevel] = node;

    /// <summary>A top-level actor of a node is gone; the name of the node's program stays its own.</summary>
    public void Leave(string topLevel, SimulatedNode node)
    {
        if (topLevel != node.Name)
        {
            _byTopLevel.Remove(topLevel);
        }
    }

    /// <summary>The node of an actor by its path; null for what has no node.</summary>
    public SimulatedNode? Of(ActorPath path)
    {
        string? top = TopLevelOf(path);
        return top is null ? null : _byTopLevel.GetValueOrDefault(top);
    }

    /// <summary>The name of the top-level user actor that a path begins with; null where it has none.</summary>
    public static string? TopLevelOf(ActorPath path)
    {
        ActorPath at = path;
        while (at.Depth > 2)
        {
            at = at.Parent;
        }

        return at.Depth == 2 && at.Parent.Name == "user" ? at.Name : null;
    }

    private string Known() => _byName.Count == 0 ? "none" : string.Join(", ", _byName.Keys);
}
