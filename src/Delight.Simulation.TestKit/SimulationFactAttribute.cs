using Xunit;
using Xunit.Sdk;

namespace Delight.Simulation.TestKit;

/// <summary>A test that runs in virtual time, over one seed or more. It is one test case.</summary>
/// <remarks>
/// <para>The method takes nothing, or one <c>ulong</c>: the seed. It returns nothing, a <c>Task</c> or a
/// <c>ValueTask</c>. The class is made once a seed, with the constructor arguments that xunit gives.</para>
/// <para>A failure names the lowest failing seed, what happened, the faults it needs, and a command that runs this seed
/// alone. <c>DELIGHT_SIMULATION_SEED</c> runs one seed, <c>DELIGHT_SIMULATION_SEEDS</c> and
/// <c>DELIGHT_SIMULATION_JOBS</c> override their properties.</para>
/// </remarks>
[XunitTestCaseDiscoverer(
    "Delight.Simulation.TestKit.Running.SimulationTestCaseDiscoverer", "Delight.Simulation.TestKit")]
[AttributeUsage(AttributeTargets.Method, Inherited = true)]
public class SimulationFactAttribute : FactAttribute
{
    /// <summary>The first seed.</summary>
    /// <value>Default 1.</value>
    public ulong FirstSeed { get; set; } = 1;

    /// <summary>How many seeds, one after the other.</summary>
    /// <value>At least 1. Default 1; 100 for a theory.</value>
    public int Seeds { get; set; } = 1;

    /// <summary>Seeds at the same time, each on a thread of its own.</summary>
    /// <value>At least 1. Default 1, since test classes run side by side already.</value>
    public int Jobs { get; set; } = 1;
}
