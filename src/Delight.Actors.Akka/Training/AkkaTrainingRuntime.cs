using Delight.Actors.Akka.Hosting;
using Delight.Actors.Coordination;
using Delight.Actors.Network;
using Delight.Actors.Port;

namespace Delight.Actors.Akka.Training;

/// <summary>Live trainings on Akka.NET, in this process.</summary>
/// <param name="time">The wall clock.</param>
/// <param name="hocon">Configuration that wins over the reference; may be empty.</param>
public sealed class AkkaTrainingRuntime(TimeProvider time, string hocon) : ITrainingRuntime
{
    /// <summary>By the system's clock, with the reference configuration.</summary>
    public AkkaTrainingRuntime()
        : this(TimeProvider.System, string.Empty)
    {
    }

    /// <inheritdoc/>
    public string Name => "akka";

    /// <inheritdoc/>
    public async Task<TrainingResult> RunAsync(
        TrainingPlan plan, NetworkOptions network, IRuntimeObserver? observer, CancellationToken cancellation)
    {
        AkkaRuntime runtime = new(new AkkaOptions
        {
            Seed = plan.Parts.Seed, Time = time, Network = network, Observer = observer, Hocon = hocon,
        });
        await using (runtime.ConfigureAwait(false))
        {
            runtime.Spawn("coordinator", plan.CoordinatorSpec(faults: null));
            await runtime.RunAsync(cancellation).ConfigureAwait(false);
            plan.RequireParameters(runtime.Elapsed);
            return new TrainingResult(runtime.Elapsed, runtime.Counters);
        }
    }
}
