using Delight.Actors.Recording;
using Delight.Actors.Testing.Invariants;
using Delight.Actors.Testing.Training;
using Delight.Simulation.Observing;

namespace Delight.Actors.Testing.Exploration;

/// <summary>Lets the invariants hear of messages and failures, and somebody of events.</summary>
internal sealed class ExploredObserver(InvariantMonitor monitor, Action<RunEvent> hear) : ITrainingObserver
{
    public ISimulationObserver Activity => monitor;

    public void Happened(RunEvent happened) => hear(happened);

    public void Failed(RoleFailure failure) => monitor.Failed(failure);
}
