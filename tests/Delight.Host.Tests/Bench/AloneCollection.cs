namespace Delight.Host.Tests.Bench;

/// <summary>Tests that look at the memory of the process run while no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
