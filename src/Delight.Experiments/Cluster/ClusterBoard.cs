using System.Globalization;
using Delight.Actors.Recording;

namespace Delight.Experiments.Cluster;

/// <summary>What a head shows of its cluster: a line for each event that somebody at the terminal needs, and the nodes
/// with their state.</summary>
/// <param name="clock">Wall clock.</param>
/// <remarks>Not thread-safe.</remarks>
public sealed class ClusterBoard(TimeProvider clock)
{
    private readonly Dictionary<string, (string Workers, string State)> _nodes = new(StringComparer.Ordinal);
    private readonly EventLines _lines = new(clock);

    /// <summary>Each node, its workers and its state, in the order of their names.</summary>
    public IReadOnlyList<(string Node, string Workers, string State)> Nodes =>
        [.. _nodes.OrderBy(node => node.Key, StringComparer.Ordinal)
            .Select(node => (node.Key, node.Value.Workers, node.Value.State))];

    /// <summary>All of it on one line.</summary>
    public string Summary => _nodes.Count == 0
        ? "waits for nodes"
        : string.Join(", ", Nodes.Select(node => $"{node.Node} {node.State} with {node.Workers}"));

    /// <summary>Takes an event in.</summary>
    /// <returns>Its line; null for an event that is of the record alone.</returns>
    public string? Note(RunEvent happened)
    {
        switch (happened.Kind)
        {
            case "node-joined":
                _nodes[happened.Subject] = (happened.Detail, "works");
                break;
            case "node-left":
                _nodes.Remove(happened.Subject);
                break;
            case "member-unreachable":
                Change(happened.Subject, string.Create(
                    CultureInfo.InvariantCulture, $"silent since {clock.GetUtcNow():HH:mm:ss}Z"));
                break;
            case "member-reachable":
                Change(happened.Subject, "works");
                break;
            case "waiting-for-nodes" or "node-refused" or "member-downed" or "message-dropped" or "akka-warning"
                or "akka-error" or "message-too-large" or "wrong-address":
                break;
            default:
                return null;
        }

        return _lines.Of(happened);
    }

    private void Change(string node, string state)
    {
        if (_nodes.TryGetValue(node, out (string Workers, string State) known))
        {
            _nodes[node] = (known.Workers, state);
        }
    }
}
