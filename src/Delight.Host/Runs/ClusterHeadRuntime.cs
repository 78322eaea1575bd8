using Delight.Actors.Cluster;
using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Actors.Testing.Training;
using Delight.Host.Serving;
using Delight.Hosting;
using Delight.Hosting.Health;

namespace Delight.Host.Runs;

/// <summary>Live trainings with their rollout workers in other processes: this one is the head of a cluster.</summary>
/// <param name="head">Where it listens, and what nodes must know.</param>
/// <param name="hocon">Text of a configuration file; empty: the reference only.</param>
internal sealed class ClusterHeadRuntime(HeadOptions head, string hocon) : ITrainingRuntime
{
    private volatile MemberStatus? _status;

    /// <inheritdoc/>
    public string Name => TrainingRuntimes.Akka;

    /// <inheritdoc/>
    public bool HasFrictions => false;

    /// <summary>Whether the head is ready; null before the run.</summary>
    public MemberStatus? Status => _status;

    /// <inheritdoc/>
    /// <remarks>Frictions have no effect: what lies between the processes is the real network.</remarks>
    public async Task<TrainingResult> RunAsync(
        TrainingPlan plan, TrainingFrictions frictions, ITrainingObserver? observer, CancellationToken cancellation)
    {
        DelightHead member = new(head, plan)
        {
            Hocon = hocon, Happened = happened => observer?.Happened(happened), EndsApplication = false,
        };
        _status = member.Status;
        await using MemberHost host = await MemberHost.StartAsync(akka => akka.WithDelightHead(member));
        (TimeSpan elapsed, RunCounters counters) = await member.Completion.WaitAsync(cancellation);
        return new TrainingResult(elapsed, counters);
    }
}
