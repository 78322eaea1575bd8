using Delight.Actors.Network;
using Delight.Actors.Port;

namespace Delight.Actors.Coordination;

/// <summary>Runs a whole training on one kind of runtime; the actors are the same on each.</summary>
public interface ITrainingRuntime
{
    /// <summary>Name on the command line and in records: <c>simulated</c>, <c>akka</c>.</summary>
    string Name { get; }

    /// <summary>True where it can make go wrong what a plan of faults names.</summary>
    /// <value>Default true. Where false, as for the head of a cluster, a plan with faults must not be run.</value>
    bool InjectsFaults => true;

    /// <summary>Runs until the training has ended; when the call ends, no actor works any more.</summary>
    /// <param name="plan">What to train; its totals and its outcome are filled.</param>
    /// <param name="network">Links between the nodes.</param>
    /// <param name="observer">Hears of restarts and drops, on live runtimes from several threads; may be null.</param>
    /// <param name="cancellation">Interrupts; the totals then say how far the run came.</param>
    /// <exception cref="ActorFailedException">A role failed in a way that ends the run.</exception>
    /// <exception cref="InvalidOperationException">Nothing is left to happen and the training has not ended: it
    /// hangs.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<TrainingResult> RunAsync(
        TrainingPlan plan, NetworkOptions network, IRuntimeObserver? observer, CancellationToken cancellation);
}
