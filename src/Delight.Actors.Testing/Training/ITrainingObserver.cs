using Delight.Actors.Recording;
using Delight.Simulation.Observing;

namespace Delight.Actors.Testing.Training;

/// <summary>Hears what happens in a run. Watching changes nothing in it.</summary>
public interface ITrainingObserver
{
    /// <summary>An event of the run: a restart, a dropped message, a fault. One call at a time; on a live system from
    /// several threads.</summary>
    void Happened(RunEvent happened);

    /// <summary>A role failed.</summary>
    void Failed(RoleFailure failure)
    {
    }

    /// <summary>Hears of each message; null: nobody does.</summary>
    ISimulationObserver? Activity => null;
}
