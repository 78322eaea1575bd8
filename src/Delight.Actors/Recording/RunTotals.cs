using Delight.Actors.Frictions;

namespace Delight.Actors.Recording;

/// <summary>What a run adds up to. Written by the recorder alone; read it after the run, or from the recorder's own
/// sink.</summary>
public sealed class RunTotals
{
    private readonly SortedDictionary<string, long> _dropped = new(StringComparer.Ordinal);
    private readonly Dictionary<DropKey, long> _droppedByClass = [];

    /// <summary>Totals of a run that has done nothing yet.</summary>
    public RunTotals()
    {
    }

    /// <summary>Goes on from what <see cref="Capture"/> gave.</summary>
    /// <exception cref="ArgumentException">It is no state of any totals: a count is negative, or a name is
    /// unknown.</exception>
    public RunTotals(RunTotalsState state)
    {
        for (int staleness = 0; staleness < state.Staleness.Count; staleness++)
        {
            Staleness.Add(staleness, state.Staleness[staleness]);
        }

        Consumed = new ConsumedRows(state.Consumed);
        Frictions = new FrictionCounts(state.Frictions);
        (Updates, EvaluationLast) = (state.Updates, state.EvaluationLast);
        (Recoveries, UpdatesUndone) = (state.Recoveries, state.UpdatesUndone);
        foreach (RunTotalsState.DroppedRows dropped in state.Dropped)
        {
            CountDrop(dropped.Rows, dropped.Key);
        }
    }

    /// <summary>Rows by staleness at consumption.</summary>
    public StalenessHistogram Staleness { get; } = new();

    /// <summary>The other figures of the same rows' staleness, and how well they had done.</summary>
    public ConsumedRows Consumed { get; } = new();

    /// <summary>Rows trained on, by what happened to them.</summary>
    public FrictionCounts Frictions { get; } = new();

    /// <summary>Updates that the policy has gone through; those that were undone count once.</summary>
    public long Updates { get; internal set; }

    /// <summary>Rows trained on.</summary>
    public long Episodes => Staleness.Total;

    /// <summary>Rows that were never trained on, by reason.</summary>
    public IReadOnlyDictionary<string, long> Dropped => _dropped;

    /// <summary>The newest evaluation, or null before the first.</summary>
    public EvaluationMeasurement? EvaluationLast { get; internal set; }

    /// <summary>The same rows by reason, staleness and difficulty: what a bound selects shows here beside
    /// <see cref="Consumed"/>.</summary>
    public IReadOnlyDictionary<DropKey, long> DroppedByClass => _droppedByClass;

    /// <summary>Times that the learner went on from a checkpoint.</summary>
    public int Recoveries { get; internal set; }

    /// <summary>Updates that were lost with a crash of the learner and taken again.</summary>
    public long UpdatesUndone { get; internal set; }

    /// <summary>Copies everything, to go on from it in another process.</summary>
    /// <remarks>Called from the recorder's own sink, or after the run.</remarks>
    public RunTotalsState Capture() => new()
    {
        Updates = Updates,
        Staleness = Staleness.Counts.ToArray(),
        Consumed = new RunTotalsState.ConsumedState
        {
            Rows = Consumed.Rows,
            AtEndSum = Consumed.AtEndSum,
            OverDecisionsSum = Consumed.OverDecisionsSum,
            InFlightSum = Consumed.InFlightSum,
            InQueueSum = Consumed.InQueueSum,
            ByDifficulty = Consumed.ByDifficulty.ToArray(),
        },
        Frictions = Frictions.Counted.ToDictionary(
            counted => counted.Name, counted => counted.Rows, StringComparer.Ordinal),
        Dropped = [.. _droppedByClass.Select(entry => new RunTotalsState.DroppedRows(entry.Key, entry.Value))],
        EvaluationLast = EvaluationLast,
        Recoveries = Recoveries,
        UpdatesUndone = UpdatesUndone,
    };

    internal void CountDrop(long rows, DropKey key)
    {
        _dropped[key.Reason] = _dropped.GetValueOrDefault(key.Reason) + rows;
        _droppedByClass[key] = _droppedByClass.GetValueOrDefault(key) + rows;
    }
}
