using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor;

namespace Delight.Simulation.Nodes;

/// <summary>The nodes by name, and which node a top-level actor belongs to.</summary>
/// <remarks>Thread-safe: on a live system actors are made on many threads.</remarks>
internal sealed class NodeTable<TNode>
    where TNode : Node
{
    private readonly ConcurrentDictionary<string, TNode> _byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TNode> _byTopLevel = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TNode?> _byProbe = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private volatile TNode[] _all = [];
    private volatile bool _hasProbes;

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<TNode> All => _all;

    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public TNode Find(string name) => _byName.TryGetValue(name, out TNode? node)
        ? node
        : throw new ArgumentException(
            $"there is no node '{name}'; there are {Known()}. Call AddNode(\"{name}\", props) before.", nameof(name));

    public bool TryFind(string name, [NotNullWhen(true)] out TNode? node) => _byName.TryGetValue(name, out node);

    /// <summary>Adds a node.</summary>
    /// <exception cref="ArgumentException">There is such a node, or the name is none for an actor.</exception>
    public void Add(TNode node)
    {
        string name = node.Name;
        if (!ActorPath.IsValidPathElement(name))
        {
            throw new ArgumentException(
                $"'{name}' is no name for an actor. Use letters, digits, '-' and '_'.", nameof(node));
        }

        lock (_gate)
        {
            if (!_byName.TryAdd(name, node))
            {
                throw new ArgumentException(
                    $"there is a node '{name}' already. Give each node its own name.", nameof(node));
            }

            if (!node.IsSystem)
            {
                _byTopLevel[name] = node;
            }

            _all = [.. _all, node];
        }
    }

    /// <summary>A node could not be started.</summary>
    public void Remove(TNode node)
    {
        lock (_gate)
        {
            _byName.TryRemove(node.Name, out _);
            _byTopLevel.TryRemove(node.Name, out _);
            _all = [.. _all.Where(other => other != node)];
        }
    }

    /// <summary>A top-level actor that was made during a turn of the node joins it.</summary>
    public void Join(string topLevel, TNode node) => _byTopLevel[topLevel] = node;

    /// <summary>A top-level actor of a node is gone; the name of the node's program stays its own.</summary>
    public void Leave(string topLevel, TNode node)
    {
        if (topLevel != node.Name)
        {
            _byTopLevel.TryRemove(topLevel, out _);
        }
    }

    /// <summary>True once there is a test probe. Asked for each message, and to ask the dictionary takes its
    /// locks.</summary>
    public bool HasProbes => _hasProbes;

    /// <summary>A test actor <c>/system/NAME</c> is about to be made.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="node">Whose links its messages take; null: none.</param>
    public void AddProbe(string name, TNode? node)
    {
        _byProbe[name] = node;
        _hasProbes = true;
    }

    /// <summary>True for a test actor and its children.</summary>
    public bool IsOfProbe(ActorPath path) =>
        HasProbes && TopLevel.NameIn(path, "system") is { } name && _byProbe.ContainsKey(name);

    /// <summary>True for actors of the application and test actors: their messages enter the digest, and observers
    /// hear of them.</summary>
    public bool IsObserved(ActorPath path) => TopLevel.NameIn(path) is not null || IsOfProbe(path)
        || TopLevel.NameIn(path, "system") is { } name && name.StartsWith("testActor", StringComparison.Ordinal);

    /// <summary>The node of an actor by its path; null for what has no node.</summary>
    public TNode? Of(ActorPath path)
    {
        if (TopLevel.NameIn(path) is { } top)
        {
            return _byTopLevel.GetValueOrDefault(top);
        }

        return HasProbes && TopLevel.NameIn(path, "system") is { } name ? _byProbe.GetValueOrDefault(name) : null;
    }

    private string Known() => _all.Length == 0 ? "none" : string.Join(", ", _all.Select(node => node.Name));
}
