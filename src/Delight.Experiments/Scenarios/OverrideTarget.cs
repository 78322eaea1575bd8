namespace Delight.Experiments.Scenarios;

/// <summary>A value that replaces one of the file, at a path that the tree of definitions has.</summary>
/// <param name="Segments">The path in the tree's own spelling.</param>
/// <param name="Setting">The definition at the path; null for an option of a part, which the part's name
/// decides.</param>
/// <param name="Value">As written.</param>
/// <param name="Source">The variable or option.</param>
internal sealed record OverrideTarget(
    IReadOnlyList<PathSegment> Segments, SettingDefinition? Setting, string Value, ValueSource Source)
{
    public string Path => string.Join('.', Segments);
}
