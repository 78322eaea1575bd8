namespace Delight.Experiments.Scenarios;

/// <summary>One value of an effective scenario.</summary>
/// <param name="Path">Full key path, for example <c>workers[0].count</c>.</param>
/// <param name="Definition">What the setting is.</param>
/// <param name="Text">The value in its canonical form, or null where it is not set.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record EffectiveValue(string Path, SettingDefinition Definition, string? Text, ValueSource Source);
