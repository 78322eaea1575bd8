namespace Delight.Development.Documentation;

/// <summary>What <c>--json</c> prints.</summary>
/// <param name="Verbs">The verbs that print it.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Keys">In the order in which they are printed.</param>
public sealed record JsonOutput(IReadOnlyList<string> Verbs, string Summary, IReadOnlyList<KeyRow> Keys);
