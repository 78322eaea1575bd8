using Delight.Actors.Testing.Invariants;

namespace Delight.Actors.Testing.Exploration;

/// <summary>What an explored run showed.</summary>
/// <param name="Violation">The first thing that must not be; null: nothing.</param>
/// <param name="Digest">Hash over every delivery and, where the run ended, the final parameters.</param>
/// <param name="Totals">What happened in it.</param>
public sealed record ExploredOutcome(InvariantViolation? Violation, ulong Digest, ExploredTotals Totals);
