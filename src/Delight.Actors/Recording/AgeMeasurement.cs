using System.Numerics;

namespace Delight.Actors.Recording;

/// <summary>What updates made of rows of about one age.</summary>
/// <param name="Youngest">The least staleness of the class, in learner steps. Classes double: 0, 1, 2 to 3, 4 to 7, and
/// so on.</param>
/// <param name="Rows">Rows of that age.</param>
/// <param name="Decisions">Their decisions with an advantage other than 0.</param>
/// <param name="ClippedShare">Share of those decisions that a clip, a trust region or a mask gave the coefficient 0, 0
/// to 1. A ratio that a cap only lowers does not count.</param>
/// <param name="GradientNorm">Mean over the rows of the norm of the objective's gradient with respect to the row's
/// logits, times the decisions of the batch: <c>N ‖∂J / ∂z‖</c>.</param>
public sealed record AgeMeasurement(long Youngest, long Rows, long Decisions, double ClippedShare, double GradientNorm)
{
    /// <summary>The greatest staleness of the class.</summary>
    public static long OldestOfClass(long youngest) => youngest == 0 ? 0 : (2 * youngest) - 1;

    /// <summary>The least staleness of the class that a staleness belongs to: the power of two below it.</summary>
    /// <param name="staleness">In learner steps; below 0 counts as 0.</param>
    public static long YoungestOfClass(long staleness) =>
        staleness <= 0 ? 0 : 1L << BitOperations.Log2((ulong)staleness);

    /// <summary>The same figures over all rows of several measurements, by age.</summary>
    public static IReadOnlyList<AgeMeasurement> Pooled(IEnumerable<AgeMeasurement> measurements) =>
    [
        .. measurements.GroupBy(age => age.Youngest).OrderBy(ages => ages.Key).Select(ages =>
        {
            long rows = ages.Sum(age => age.Rows), decisions = ages.Sum(age => age.Decisions);
            return new AgeMeasurement(
                ages.Key, rows, decisions,
                ages.Sum(age => age.ClippedShare * age.Decisions) / Math.Max(1, decisions),
                ages.Sum(age => age.GradientNorm * age.Rows) / Math.Max(1, rows));
        }),
    ];
}
