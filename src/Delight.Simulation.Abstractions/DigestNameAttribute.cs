namespace Delight.Simulation;

/// <summary>The name that digests have for a message type, so that they stay when the type moves or is
/// renamed.</summary>
/// <param name="name">Where it moved: its full name before. Unique among the messages of a simulation.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class DigestNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
