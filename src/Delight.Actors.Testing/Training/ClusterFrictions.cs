using Akka.Actor;
using Delight.Actors.Cluster;
using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Simulation.Live;

namespace Delight.Actors.Testing.Training;

/// <summary>Links and faults of a training in one process of a cluster.</summary>
/// <remarks>
/// <para>All processes draw the same plan from the seed of the training and play it by the clock of the run. Each
/// applies what concerns the nodes and actors that run in it. A node of the scenario may have workers in several
/// processes: they crash and pause together.</para>
/// <para>A link acts where its messages arrive.</para>
/// </remarks>
public sealed class ClusterFrictions : IClusterFrictions
{
    private LiveFrictionsSetup? _setup;
    private LiveFrictions? _system;
    private TrainingWatch? _watch;
    private ClusterFrictionPlan? _plan;

    /// <summary>What happens here. A node knows it once the head has sent the scenario.</summary>
    /// <param name="plan">Links, faults, and all nodes.</param>
    public void Use(ClusterFrictionPlan plan) => _plan = plan;

    /// <inheritdoc/>
    public string Lay(string hocon)
    {
        _watch = new TrainingWatch(actors: null, next: null);
        _setup = LiveFrictions.Prepare(new LiveOptions
        {
            Seed = _plan?.Seed ?? 1, Hocon = hocon, SystemName = "delight", Observer = _watch,
            DetectionTime = _plan?.Frictions.DetectionTime ?? new TrainingFrictions().DetectionTime,
        });
        return $"{hocon}\n{_setup.Hocon}";
    }

    /// <inheritdoc/>
    public void Attach(ActorSystem system) => _system = _setup!.Attach(system);

    /// <inheritdoc/>
    public IReadOnlyList<IActorRef> Start(IReadOnlyList<NodeProgram> nodes, SystemEvents events)
    {
        ClusterFrictionPlan plan = _plan
            ?? throw new InvalidOperationException("the frictions have no plan. Call Use before the nodes start.");
        (_watch!.Events, _watch.Actors) = (events, new TrainingActors(nodes, plan));
        foreach (string remote in plan.Nodes.Except(nodes.Select(node => node.Name), StringComparer.Ordinal))
        {
            _system!.AddRemoteNode(remote, isReliable: remote == TrainingPlan.ControlNode);
        }

        return TrainingLaunch.AddNodes(_system!, nodes, plan.Frictions);
    }

    /// <inheritdoc/>
    public void Launched(TimeSpan elapsed) =>
        TrainingFaults.Play(_system!, _plan!.Seed, elapsed, _watch!.Actors, _plan.Frictions.Faults);
}

/// <summary>What goes wrong in a training whose nodes run in several processes.</summary>
/// <param name="Seed">Of the training.</param>
/// <param name="Frictions">Links and faults.</param>
/// <param name="Nodes">All nodes of the scenario, wherever they run.</param>
public sealed record ClusterFrictionPlan(ulong Seed, TrainingFrictions Frictions, IReadOnlyList<string> Nodes)
{
    /// <summary>How many workers each pool has in the scenario.</summary>
    public IReadOnlyDictionary<string, int> WorkersOfPools { get; init; } = new Dictionary<string, int>();

    /// <summary>That of a training.</summary>
    public static ClusterFrictionPlan Of(TrainingPlan plan, TrainingFrictions frictions) =>
        new(plan.Parts.Seed, frictions, TrainingActors.NodesOf(plan))
        {
            WorkersOfPools = plan.Pools.ToDictionary(
                pool => pool.Pool, pool => Math.Max(1, pool.Count), StringComparer.Ordinal),
        };
}
