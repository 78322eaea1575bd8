using Akka.Actor;

namespace Delight.Simulation;

/// <summary>Gives work of actors a duration. A system without this extension, such as any live one, knows
/// none.</summary>
public abstract class ComputeTime : IExtension
{
    /// <summary>The turn of the actor that runs takes that much longer.</summary>
    /// <param name="duration">At least 0.</param>
    public abstract void Work(TimeSpan duration);
}
