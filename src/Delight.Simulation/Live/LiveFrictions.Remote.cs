using Akka.Actor;
using Delight.Simulation.Faults;
using Delight.Simulation.Nodes;

namespace Delight.Simulation.Live;

/// <content>Nodes of other processes: what comes from them takes its link where it arrives.</content>
public sealed partial class LiveFrictions
{
    private readonly Lock _naming = new();

    /// <summary>The nodes of other processes; their actors are found by the paths of their references.</summary>
    internal NodeTable<LiveNode> RemoteNodes { get; } = new();

    /// <summary>Names a node whose actors run in other processes, so that its links to the nodes of this process
    /// act.</summary>
    /// <remarks>
    /// <para>A message comes from the node where the path of its sender begins with <c>/user/NAME</c> and the sender is
    /// in another process. Its link delays, loses and keeps the message after it has arrived here. A message from an
    /// actor of no such name takes no link. A question by Ask from another process takes none either, since its sender
    /// is temporary.</para>
    /// <para>Links to a remote node do nothing here: they act in the process of that node. Faults of remote nodes and
    /// their actors are left out of schedules here.</para>
    /// </remarks>
    /// <param name="name">Name of its top-level actor in the other processes. Several processes may have one.</param>
    /// <param name="isReliable">True where its links lose nothing.</param>
    /// <exception cref="ArgumentException">There is such a node, or the name is none for an actor.</exception>
    public void AddRemoteNode(string name, bool isReliable = false)
    {
        lock (_naming)
        {
            if (Table.TryFind(name, out _))
            {
                throw new ArgumentException(
                    $"node '{name}' runs in this process, so it cannot be remote. Give each node its own name.",
                    nameof(name));
            }

            RemoteNodes.Add(new LiveNode(name, Props.Empty, isReliable));
        }
    }

    /// <summary>Lets the faults of a schedule happen that concern this process, counted from now.</summary>
    /// <remarks>Left out, and reported to nobody: faults of remote nodes and of their actors, and faults of links that
    /// end at remote nodes. So each process may play the same schedule. Add remote nodes before.</remarks>
    /// <param name="schedule">With the faults of all processes.</param>
    public void Play(FaultSchedule schedule) => _player.Play(schedule.Select(Concerning));

    internal Node FindAny(string name) =>
        RemoteNodes.TryFind(name, out LiveNode? remote) ? remote : Table.Find(name);

    private void AddLocal(LiveNode node)
    {
        lock (_naming)
        {
            if (RemoteNodes.TryFind(node.Name, out _))
            {
                throw new ArgumentException(
                    $"node '{node.Name}' is remote already, so it cannot run in this process too. Give each node its "
                    + "own name.", nameof(node));
            }

            Table.Add(node);
        }
    }

    /// <summary>A node that faults can act on.</summary>
    private LiveNode Local(string name) => RemoteNodes.TryFind(name, out _)
        ? throw new ArgumentException(
            $"node '{name}' runs in other processes; only its links act here. Do this in its own process.",
            nameof(name))
        : Table.Find(name);

    /// <summary>The part of a fault that happens in this process; null: none of it.</summary>
    private FaultOccurrence? Concerning(FaultOccurrence occurrence)
    {
        Fault fault = occurrence.Fault;
        if (fault.IsOfLinks)
        {
            IEnumerable<string> others = fault.Against.Count > 0
                ? fault.Against
                : Nodes.Except(occurrence.Targets, StringComparer.Ordinal);
            bool isReceiving = (fault.Direction != FaultDirection.Outgoing && occurrence.Targets.Any(IsHere))
                || (fault.Direction != FaultDirection.Incoming && others.Any(IsHere));
            return isReceiving ? occurrence : null;
        }

        string[] here = [.. occurrence.Targets.Where(target => IsHere(fault.IsOfActors ? TopLevelOf(target) : target))];
        return here.Length == occurrence.Targets.Count ? occurrence
            : here.Length > 0 ? occurrence with { Targets = here }
            : null;
    }

    private bool IsHere(string node) => !RemoteNodes.TryFind(node, out _);

    private static string TopLevelOf(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries) is ["user", { } top, ..] ? top : string.Empty;
}
