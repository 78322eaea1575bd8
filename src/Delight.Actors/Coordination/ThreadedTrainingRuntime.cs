using Delight.Actors.Network;
using Delight.Actors.Port;
using Delight.Actors.Threads;

namespace Delight.Actors.Coordination;

/// <summary>Live trainings in this process, on its thread pool.</summary>
/// <param name="time">The wall clock.</param>
public sealed class ThreadedTrainingRuntime(TimeProvider time) : ITrainingRuntime
{
    /// <inheritdoc/>
    public string Name => "threads";

    /// <inheritdoc/>
    public async Task<TrainingResult> RunAsync(
        TrainingPlan plan, NetworkOptions network, IRuntimeObserver? observer, CancellationToken cancellation)
    {
        ThreadedRuntime runtime = new(new ThreadedOptions
        {
            Seed = plan.Parts.Seed, Time = time, Network = network, Observer = observer, StartsAt = plan.StartsAt,
        });
        await using (runtime.ConfigureAwait(false))
        {
            runtime.Spawn("coordinator", plan.LiveCoordinatorSpec(runtime.Faults));
            await runtime.RunAsync(cancellation).ConfigureAwait(false);
            plan.RequireParameters(runtime.Elapsed);
            return new TrainingResult(runtime.Elapsed, runtime.Counters);
        }
    }
}
