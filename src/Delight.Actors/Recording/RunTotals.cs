using Delight.Actors.Frictions;

namespace Delight.Actors.Recording;

/// <summary>What a run adds up to. Written by the recorder alone; read it after the run, or from the recorder's own
/// sink.</summary>
public sealed class RunTotals
{
    private readonly SortedDictionary<string, long> _dropped = new(StringComparer.Ordinal);
    private readonly Dictionary<DropKey, long> _droppedByClass = [];

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

    internal void CountDrop(long rows, DropKey key)
    {
        _dropped[key.Reason] = _dropped.GetValueOrDefault(key.Reason) + rows;
        _droppedByClass[key] = _droppedByClass.GetValueOrDefault(key) + rows;
    }
}
