namespace Delight.Experiments.Settings;

/// <summary>The text is the path of a file; not empty.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FilePathAttribute : Attribute;
