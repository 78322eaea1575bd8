namespace Delight.Actors.Recording;

/// <summary>A copy of <see cref="RunTotals"/> as plain data, which a host keeps beside a checkpoint.</summary>
/// <remarks>Immutable. Means are kept as sums, so that totals that go on from a state have the same bits as those that
/// were never captured.</remarks>
public sealed record RunTotalsState
{
    /// <summary>Updates that the policy has gone through.</summary>
    public required long Updates { get; init; }

    /// <summary>[largest staleness + 1] rows by staleness.</summary>
    public required IReadOnlyList<long> Staleness { get; init; }

    /// <summary>The other figures of the same rows.</summary>
    public required ConsumedState Consumed { get; init; }

    /// <summary>Rows by friction, where there are any.</summary>
    public required IReadOnlyDictionary<string, long> Frictions { get; init; }

    /// <summary>Rows that were never trained on.</summary>
    public required IReadOnlyList<DroppedRows> Dropped { get; init; }

    /// <summary>The newest evaluation; null before the first.</summary>
    public EvaluationMeasurement? EvaluationLast { get; init; }

    /// <summary>Times that the learner went on from a checkpoint.</summary>
    public int Recoveries { get; init; }

    /// <summary>Updates that were lost and taken again.</summary>
    public long UpdatesUndone { get; init; }

    /// <summary>Rows of one reason, staleness and difficulty.</summary>
    /// <param name="Key">What they are counted by.</param>
    /// <param name="Rows">How many.</param>
    public sealed record DroppedRows(DropKey Key, long Rows);

    /// <summary>A copy of <see cref="ConsumedRows"/>.</summary>
    public sealed record ConsumedState
    {
        /// <summary>Rows.</summary>
        public required long Rows { get; init; }

        /// <summary>Sum of the staleness at the end of generation.</summary>
        public required double AtEndSum { get; init; }

        /// <summary>Sum of the decision-weighted staleness.</summary>
        public required double OverDecisionsSum { get; init; }

        /// <summary>Sum of the part in flight.</summary>
        public required double InFlightSum { get; init; }

        /// <summary>Sum of the part in the queue.</summary>
        public required double InQueueSum { get; init; }

        /// <summary>[3] rows by <see cref="RowDifficulty"/>.</summary>
        public required IReadOnlyList<long> ByDifficulty { get; init; }
    }
}
