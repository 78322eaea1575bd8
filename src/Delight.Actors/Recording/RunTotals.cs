using Delight.Actors.Frictions;

namespace Delight.Actors.Recording;

/// <summary>What a run adds up to. Written by the recorder alone; read it after the run, or from the recorder's own
/// sink.</summary>
public sealed class RunTotals
{
    private readonly SortedDictionary<string, long> _dropped = new(StringComparer.Ordinal);

    /// <summary>Rows by staleness at consumption.</summary>
    public StalenessHistogram Staleness { get; } = new();

    /// <summary>Rows trained on, by what happened to them.</summary>
    public FrictionCounts Frictions { get; } = new();

    /// <summary>Updates taken.</summary>
    public long Updates { get; internal set; }

    /// <summary>Rows trained on.</summary>
    public long Episodes => Staleness.Total;

    /// <summary>Rows that were never trained on, by reason.</summary>
    public IReadOnlyDictionary<string, long> Dropped => _dropped;

    /// <summary>The newest evaluation, or null before the first.</summary>
    public EvaluationMeasurement? EvaluationLast { get; internal set; }

    internal void CountDrop(int rows, string reason) => _dropped[reason] = _dropped.GetValueOrDefault(reason) + rows;
}
