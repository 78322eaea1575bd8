using Delight.Actors.Cluster;
using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Actors.Testing.Training;

namespace Delight.Host.Runs;

/// <summary>Live trainings with their rollout workers in other processes: this one is the head of a cluster.</summary>
/// <param name="head">Where it listens, and what nodes must know.</param>
/// <param name="hocon">Text of a configuration file; empty: the reference only.</param>
internal sealed class ClusterHeadRuntime(HeadOptions head, string hocon) : ITrainingRuntime
{
    /// <inheritdoc/>
    public string Name => TrainingRuntimes.Akka;

    /// <inheritdoc/>
    public bool HasFrictions => false;

    /// <inheritdoc/>
    /// <remarks>Frictions have no effect: what lies between the processes is the real network.</remarks>
    public async Task<TrainingResult> RunAsync(
        TrainingPlan plan, TrainingFrictions frictions, ITrainingObserver? observer, CancellationToken cancellation)
    {
        (TimeSpan elapsed, RunCounters counters) = await new ClusterHead(head, hocon).RunAsync(
            plan, happened => observer?.Happened(happened), cancellation);
        return new TrainingResult(elapsed, counters);
    }
}
