using Delight.Simulation.Exploration;

namespace Delight.Simulation.TestKit.Tests.Running;

/// <summary>Tests that set environment variables run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Environment
{
    public const string Name = "environment";

    public static void Clear()
    {
        foreach (string variable in (string[])
            [ExplorationOptions.SeedVariable, ExplorationOptions.SeedsVariable, ExplorationOptions.JobsVariable])
        {
            System.Environment.SetEnvironmentVariable(variable, null);
        }
    }
}
