namespace Delight.Experiments.Settings;

/// <summary>The text is a name: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, usable in addresses and folder
/// names.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NameTextAttribute : Attribute;
