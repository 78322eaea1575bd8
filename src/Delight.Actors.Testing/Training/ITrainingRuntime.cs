using Delight.Actors.Coordination;

namespace Delight.Actors.Testing.Training;

/// <summary>Runs a whole training on one kind of actor system. The actors are the same on each.</summary>
public interface ITrainingRuntime
{
    /// <summary>Name on the command line and in records: <c>simulated</c>, <c>akka</c>.</summary>
    string Name { get; }

    /// <summary>Runs until the training has ended. No actor works any more when the call ends.</summary>
    /// <param name="plan">What to train; its totals and its outcome are filled.</param>
    /// <param name="frictions">Links between the nodes, and faults.</param>
    /// <param name="observer">Hears of restarts and drops; may be null.</param>
    /// <param name="cancellation">Interrupts; the totals then say how far the run came.</param>
    /// <exception cref="RoleFailedException">A role failed in a way that ends the run.</exception>
    /// <exception cref="InvalidOperationException">Nothing is left to happen and the training has not ended: it
    /// hangs.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<TrainingResult> RunAsync(
        TrainingPlan plan, TrainingFrictions frictions, ITrainingObserver? observer, CancellationToken cancellation);
}
