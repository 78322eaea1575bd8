namespace Delight.Tidy.Tests;

/// <summary>A place that breaks a rule.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">From 1.</param>
/// <param name="Rule">What is wrong there, with the actual value and the limit.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record Finding(string Path, int Line, string Rule, string Remedy)
{
    public override string ToString() => FormattableString.Invariant($"{Path}:{Line}: {Rule}. {Remedy}.");
}
