namespace Delight.Experiments.Sweeps;

/// <summary>What a paper says about the question.</summary>
/// <param name="Reference">Paper, and section or figure where known.</param>
/// <param name="Numbers">What it reports, and what about.</param>
/// <param name="Note">Where the numbers come from, or that none are known.</param>
public sealed record PaperReference(
    string Reference, IReadOnlyList<(string What, string Value)> Numbers, string? Note);
