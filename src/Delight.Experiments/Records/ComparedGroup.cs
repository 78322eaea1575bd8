namespace Delight.Experiments.Records;

/// <summary>Compared runs that differ in nothing but the seed.</summary>
/// <param name="Label">Their name in tables and charts; no other group has it.</param>
/// <param name="Values">Their values of the settings that differ, in the order of
/// <see cref="ComparedRuns.Differences"/>.</param>
public sealed record ComparedGroup(string Label, IReadOnlyList<string> Values);
