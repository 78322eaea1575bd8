using Delight.Actors.Network;
using Delight.Actors.Port;

namespace Delight.Actors.Coordination;

/// <summary>Trainings in virtual time, on the caller's thread.</summary>
public sealed class SimulatedTrainingRuntime : ITrainingRuntime
{
    /// <inheritdoc/>
    public string Name => "simulated";

    /// <inheritdoc/>
    public Task<TrainingResult> RunAsync(
        TrainingPlan plan, NetworkOptions network, IRuntimeObserver? observer, CancellationToken cancellation)
    {
        SimulatedTrainingResult result = SimulatedTraining.Run(plan, network, observer, cancellation);
        return Task.FromResult(new TrainingResult(result.VirtualTime, result.Counters, result.Digest));
    }
}
