using Delight.Simulation.Faults;

namespace Delight.Simulation.Exploration;

/// <summary>A seed whose trial failed.</summary>
/// <param name="Seed">The lowest seed that fails.</param>
/// <param name="Cause">What the trial threw.</param>
/// <param name="Faults">The faults that the failure needs; all of the run where nothing was left out.</param>
/// <param name="FaultsDrawn">How many faults the run had.</param>
public sealed record Violation(ulong Seed, Exception Cause, IReadOnlyList<FaultOccurrence> Faults, int FaultsDrawn)
{
    /// <summary>What to type to run the trial again.</summary>
    public string Replay => ReplayOf(Seed);

    /// <inheritdoc/>
    public override string ToString()
    {
        string first = FormattableString.Invariant($"seed {Seed} fails: {Cause.Message}");
        string second = FormattableString.Invariant($"{Faults.Count} of {FaultsDrawn} faults are needed:");
        return string.Join(
            Environment.NewLine,
            [first, second, .. Faults.Select(fault => $"  {fault}"), $"Run it again: {Replay}"]);
    }

    internal static string ReplayOf(ulong seed) =>
        FormattableString.Invariant($"{ExplorationOptions.SeedVariable}={seed} and the same command");
}
