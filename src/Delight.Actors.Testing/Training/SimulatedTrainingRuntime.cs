using Delight.Actors.Coordination;

namespace Delight.Actors.Testing.Training;

/// <summary>Trainings in virtual time, on the caller's thread.</summary>
public sealed class SimulatedTrainingRuntime : ITrainingRuntime
{
    /// <inheritdoc/>
    public string Name => "simulated";

    /// <inheritdoc/>
    public Task<TrainingResult> RunAsync(
        TrainingPlan plan, TrainingFrictions frictions, ITrainingObserver? observer, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(SimulatedTraining.Run(plan, frictions, observer, cancellation));
    }
}
