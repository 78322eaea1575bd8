using Delight.Actors.Cluster;
using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Actors.Testing.Training;
using Delight.Experiments.Runs;
using Delight.Hosting;
using Delight.Hosting.Health;

namespace Delight.Experiments.Cluster;

/// <summary>Live trainings with their rollout workers in other processes: this one is the head of a cluster.</summary>
/// <param name="head">Where it listens, and what nodes must know.</param>
/// <param name="hocon">Text of a configuration file; empty: the reference only.</param>
public sealed class ClusterHeadRuntime(HeadOptions head, string hocon) : ITrainingRuntime
{
    private volatile MemberStatus? _status;

    /// <inheritdoc/>
    public string Name => TrainingRuntimes.Akka;

    /// <summary>Whether the head is ready; null before the run.</summary>
    public MemberStatus? Status => _status;

    /// <inheritdoc/>
    /// <remarks>The nodes read links and faults from the scenario that the head sends, and apply what concerns
    /// them.</remarks>
    public async Task<TrainingResult> RunAsync(
        TrainingPlan plan, TrainingFrictions frictions, ITrainingObserver? observer, CancellationToken cancellation)
    {
        ClusterFrictions applied = new();
        applied.Use(ClusterFrictionPlan.Of(plan, frictions));
        DelightHead member = new(head, plan)
        {
            Frictions = frictions.AreNone ? null : applied,
            Hocon = hocon, Happened = happened => observer?.Happened(happened), EndsApplication = false,
        };
        _status = member.Status;
        await using MemberHost host = await MemberHost.StartAsync(akka => akka.WithDelightHead(member));
        (TimeSpan elapsed, RunCounters counters) = await member.Completion.WaitAsync(cancellation);
        return new TrainingResult(elapsed, counters);
    }
}
