using Delight.Actors.Testing.Exploration;
using Delight.Actors.Testing.Invariants;

namespace Delight.Experiments.Exploration;

/// <summary>What the exploration of one seed showed.</summary>
/// <param name="Seed">Which.</param>
/// <param name="Violation">Null: every invariant held.</param>
/// <param name="Totals">What happened in its run.</param>
public sealed record SeedResult(ulong Seed, InvariantViolation? Violation, ExploredTotals Totals);
