using Delight.Actors.Recording;
using Delight.Actors.Testing.Training;

namespace Delight.Actors.Testing.Exploration;

/// <summary>What happened in explored runs, added up: whether much was tried shows here.</summary>
public sealed class ExploredTotals : ITrainingObserver
{
    private readonly SortedDictionary<string, long> _crashes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _faults = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _rowsDropped = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _messagesDropped = new(StringComparer.Ordinal);

    /// <summary>Runs.</summary>
    public long Runs { get; private set; }

    /// <summary>Updates of their learners, undone ones too.</summary>
    public long Updates { get; private set; }

    /// <summary>Events of the simulation.</summary>
    public long Events { get; private set; }

    /// <summary>Fresh instances of actors.</summary>
    public long Restarts { get; private set; }

    /// <summary>Times that a learner went on from a checkpoint.</summary>
    public long Recoveries { get; private set; }

    /// <summary>Messages that arrived twice.</summary>
    public long MessagesDuplicated { get; private set; }

    /// <summary>Virtual time of all runs together.</summary>
    public TimeSpan VirtualTime { get; private set; }

    /// <summary>Crashes by who crashed: a role, a pool, or <c>node NAME</c>.</summary>
    public IReadOnlyDictionary<string, long> Crashes => _crashes;

    /// <summary>Other faults that began, by their event: <c>partition-began</c>, <c>pause-began</c>, <c>slow-began</c>,
    /// <c>link-degraded</c>.</summary>
    public IReadOnlyDictionary<string, long> Faults => _faults;

    /// <summary>Rows that were not trained on, by reason.</summary>
    public IReadOnlyDictionary<string, long> RowsDropped => _rowsDropped;

    /// <summary>Messages that reached nobody, by reason.</summary>
    public IReadOnlyDictionary<string, long> MessagesDropped => _messagesDropped;

    /// <inheritdoc/>
    public void Happened(RunEvent happened)
    {
        switch (happened.Kind)
        {
            case "actor-crashed":
                foreach (string actor in happened.Detail.Split(", "))
                {
                    Add(_crashes, actor.Split('/')[0], 1);
                }

                break;
            case "node-crashed":
                foreach (string node in happened.Detail.Split(" for ")[0].Split(", "))
                {
                    Add(_crashes, $"node {node}", 1);
                }

                break;
            case "partition-began" or "pause-began" or "slow-began" or "link-degraded":
                Add(_faults, happened.Kind, 1);
                break;
            default:
                break;
        }
    }

    /// <summary>Adds what others counted.</summary>
    public void Add(ExploredTotals other)
    {
        (Runs, Updates, Events) = (Runs + other.Runs, Updates + other.Updates, Events + other.Events);
        (Restarts, Recoveries) = (Restarts + other.Restarts, Recoveries + other.Recoveries);
        MessagesDuplicated += other.MessagesDuplicated;
        VirtualTime += other.VirtualTime;
        AddAll(_crashes, other._crashes);
        AddAll(_faults, other._faults);
        AddAll(_rowsDropped, other._rowsDropped);
        AddAll(_messagesDropped, other._messagesDropped);
    }

    /// <summary>Counts a run that is over.</summary>
    /// <param name="lives">What each life of its head added up to; one where it has no other.</param>
    /// <param name="counters">Of the actors.</param>
    /// <param name="events">Of the simulation.</param>
    /// <param name="elapsed">Virtual time.</param>
    internal void Count(IEnumerable<RunTotals> lives, RunCounters counters, long events, TimeSpan elapsed)
    {
        (Runs, Events, VirtualTime) = (Runs + 1, Events + events, VirtualTime + elapsed);
        Restarts += counters.Restarts;
        MessagesDuplicated += counters.Duplicated;
        AddAll(_messagesDropped, counters.Dropped);
        foreach (RunTotals totals in lives)
        {
            Updates += totals.Updates + totals.UpdatesUndone;
            Recoveries += totals.Recoveries;
            AddAll(_rowsDropped, totals.Dropped);
        }
    }

    private static void AddAll(SortedDictionary<string, long> to, IEnumerable<KeyValuePair<string, long>> from)
    {
        foreach ((string name, long count) in from)
        {
            Add(to, name, count);
        }
    }

    private static void Add(SortedDictionary<string, long> to, string name, long count) =>
        to[name] = to.GetValueOrDefault(name) + count;
}
