namespace Delight.Experiments.Settings;

/// <summary>How to write a setting that must not be missing.</summary>
/// <param name="json">A value of it.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ExampleAttribute(string json) : Attribute
{
    /// <summary>The value.</summary>
    public string Json { get; } = json;
}
