using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Simulation;

namespace Delight.Actors.Coordination;

/// <summary>Runs one training in virtual time.</summary>
public static class SimulatedTraining
{
    /// <summary>Runs until the training has ended.</summary>
    /// <param name="plan">What to train; its totals and its outcome are filled.</param>
    /// <param name="network">Links between the nodes.</param>
    /// <param name="observer">Hears of restarts and drops; may be null.</param>
    /// <param name="cancellation">Interrupts between two events; the totals then say how far the run came.</param>
    /// <exception cref="ActorFailedException">A role failed in a way that ends the run.</exception>
    /// <exception cref="InvalidOperationException">Nothing is left to happen and the training has not ended: it
    /// hangs.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static SimulatedTrainingResult Run(
        TrainingPlan plan, NetworkOptions network, IRuntimeObserver? observer = null,
        CancellationToken cancellation = default)
    {
        SimulatedRuntime runtime =
            new(new SimulationOptions
            {
                Seed = plan.Parts.Seed, Network = network, Observer = observer, StartsAt = plan.StartsAt,
            });
        runtime.Spawn("coordinator", plan.CoordinatorSpec(runtime.Faults));
        runtime.Run(cancellation);
        float[] parameters = plan.RequireParameters(runtime.Clock.Elapsed);
        runtime.Digest.AddParameters(parameters);
        return new SimulatedTrainingResult(runtime.Digest.Value, runtime.Clock.Elapsed, runtime.Counters);
    }
}
