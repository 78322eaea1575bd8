namespace Delight.Simulation.TestKit;

/// <summary>The same over 100 seeds, unless it says otherwise.</summary>
public sealed class SimulationTheoryAttribute : SimulationFactAttribute
{
    /// <summary>Sets the default.</summary>
    public SimulationTheoryAttribute() => Seeds = 100;
}
