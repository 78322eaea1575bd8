using Delight.Simulation.Exploration;
using Delight.Simulation.TestKit.Running;
using Xunit.Abstractions;

namespace Delight.Simulation.TestKit.Systems;

/// <summary>Makes the system of a kit: a simulation, or a live one where the environment wants that.</summary>
internal static class TestedSystems
{
    /// <summary>Set to 1: tests run on live systems.</summary>
    public const string LiveVariable = "DELIGHT_SIMULATION_LIVE";

    /// <summary>True where tests run on live systems.</summary>
    /// <exception cref="ArgumentException">The variable is neither 0 nor 1.</exception>
    public static bool AreLive => Environment.GetEnvironmentVariable(LiveVariable) switch
    {
        null or "" or "0" => false,
        "1" => true,
        string other => throw new ArgumentException($"{LiveVariable} is '{other}'; it is 0 or 1. Set it to one, or "
            + "unset it."),
    };

    /// <summary>Starts a system with the seed of the running trial, else that of the environment, else 1.</summary>
    public static ITestedSystem Create(SimulationOptions? options, ITestOutputHelper? output)
    {
        options ??= new SimulationOptions();
        TrialScope? scope = TrialScope.Current;
        Trial trial = scope?.Trial
            ?? new Trial(new ExplorationOptions { Seeds = 1, Jobs = 1 }.Effective().FirstSeed, new HashSet<int>());
        options = options with
        {
            Replay = options.Replay ?? scope?.Replay ?? Violation.ReplayOf(trial.Seed),
            WriteLog = options.WriteLog ?? (output is null ? null : output.WriteLine),
        };
        ITestedSystem system = AreLive ? LiveSystem.Create(trial, options) : VirtualSystem.Create(trial, options);
        scope?.Add(system);
        return system;
    }
}
