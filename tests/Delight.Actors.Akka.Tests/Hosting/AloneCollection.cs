namespace Delight.Actors.Akka.Tests.Hosting;

/// <summary>Tests that look at the thread pool of the process run while no other test does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
