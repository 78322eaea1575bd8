using Delight.Actors.Recording;

namespace Delight.Experiments.Records;

/// <summary>Rows that were never trained on, of one reason, staleness and difficulty.</summary>
/// <param name="Reason">For example <c>stale</c>.</param>
/// <param name="Staleness">Learner steps in classes by powers of ten, for example <c>10-99</c>; null where the rows
/// never arrived.</param>
/// <param name="Difficulty">How well they had done; null where they never arrived.</param>
/// <param name="Rows">How many, above 0.</param>
public sealed record DropCount(string Reason, string? Staleness, RowDifficulty? Difficulty, long Rows)
{
    /// <summary>All that was counted, by reason, then by staleness, then by difficulty.</summary>
    public static IReadOnlyList<DropCount> Of(IReadOnlyDictionary<DropKey, long> dropped) =>
    [
        .. dropped.OrderBy(entry => entry.Key.Reason, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.Staleness ?? -1)
            .ThenBy(entry => entry.Key.Difficulty)
            .Select(entry => new DropCount(
                entry.Key.Reason, entry.Key.Staleness is { } digits ? DropKey.ClassText(digits) : null,
                entry.Key.Difficulty, entry.Value)),
    ];
}
