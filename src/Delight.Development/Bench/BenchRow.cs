namespace Delight.Development.Bench;

/// <summary>One line of a benchmark: our time beside the reference's for the same work, measured in turn.</summary>
/// <param name="Name">Fixed name, for example <c>mlp-step</c>.</param>
/// <param name="Ours">Our median time.</param>
/// <param name="Reference">The reference's median time, or null where it cannot run.</param>
/// <param name="Unit">Of both times.</param>
internal sealed record BenchRow(string Name, double Ours, double? Reference, string Unit)
{
    /// <summary>Our time divided by the reference's: below 1 is faster. Null without a reference.</summary>
    public double? Ratio => Ours / Reference;
}
