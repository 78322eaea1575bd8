using Delight.Simulation.Exploration;

namespace Delight.Simulation.TestKit.Tests.Running;

/// <summary>Tests that set environment variables run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Environment : ICollectionFixture<Environment>, IDisposable
{
    public const string Name = "environment";

    private readonly string? _seed = System.Environment.GetEnvironmentVariable(ExplorationOptions.SeedVariable);
    private readonly string? _seeds = System.Environment.GetEnvironmentVariable(ExplorationOptions.SeedsVariable);
    private readonly string? _jobs = System.Environment.GetEnvironmentVariable(ExplorationOptions.JobsVariable);

    public Environment() => Clear();

    public void Dispose()
    {
        System.Environment.SetEnvironmentVariable(ExplorationOptions.SeedVariable, _seed);
        System.Environment.SetEnvironmentVariable(ExplorationOptions.SeedsVariable, _seeds);
        System.Environment.SetEnvironmentVariable(ExplorationOptions.JobsVariable, _jobs);
    }

    public static void Clear()
    {
        foreach (string variable in (string[])
            [ExplorationOptions.SeedVariable, ExplorationOptions.SeedsVariable, ExplorationOptions.JobsVariable])
        {
            System.Environment.SetEnvironmentVariable(variable, null);
        }
    }
}
