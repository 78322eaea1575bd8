using Akka.Actor;

namespace Delight.Simulation.Dispatch;

/// <summary>Compute time that moves the simulation's clock.</summary>
internal sealed class SimulatedComputeTime(SimulationLoop loop) : ComputeTime
{
    /// <inheritdoc/>
    public override void Work(TimeSpan duration) => loop.Work(duration);
}

/// <summary>Registers it under the type that actors ask for.</summary>
internal sealed class ComputeTimeId(SimulationLoop loop) : ExtensionIdProvider<ComputeTime>
{
    /// <inheritdoc/>
    public override ComputeTime CreateExtension(ExtendedActorSystem system) => new SimulatedComputeTime(loop);
}
