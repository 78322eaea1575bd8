using Delight.Actors.Akka.Cluster;
using Delight.Actors.Akka.Configuration;
using Delight.Actors.Akka.Hosting;
using Delight.Actors.Coordination;
using Delight.Actors.Network;
using Delight.Actors.Port;

namespace Delight.Actors.Akka.Training;

/// <summary>Live trainings on Akka.NET: in this process, or with workers in others.</summary>
public sealed class AkkaTrainingRuntime : IClusterRuntime
{
    private readonly TimeProvider _time;
    private readonly string _hocon;
    private readonly HeadOptions? _head;

    /// <summary>By the system's clock, with the reference configuration.</summary>
    public AkkaTrainingRuntime()
        : this(TimeProvider.System, string.Empty, null)
    {
    }

    private AkkaTrainingRuntime(TimeProvider time, string hocon, HeadOptions? head) =>
        (_time, _hocon, _head) = (time, hocon, head);

    /// <inheritdoc/>
    public string Name => "akka";

    /// <inheritdoc/>
    /// <value>True in one process; false for the head of a cluster, since workers elsewhere are out of reach.</value>
    public bool InjectsFaults => _head is null;

    /// <inheritdoc/>
    public IClusterRuntime With(string configuration)
    {
        HoconFile.Require(configuration);
        return new AkkaTrainingRuntime(_time, configuration, _head);
    }

    /// <inheritdoc/>
    public ITrainingRuntime AsHead(HeadOptions head) => new AkkaTrainingRuntime(_time, _hocon, head);

    /// <inheritdoc/>
    public async Task<TrainingResult> RunAsync(
        TrainingPlan plan, NetworkOptions network, IRuntimeObserver? observer, CancellationToken cancellation)
    {
        AkkaRuntime runtime = new(new AkkaOptions
        {
            Seed = plan.Parts.Seed, Time = _time, Network = network, Observer = observer, Hocon = _hocon,
            StartsAt = plan.StartsAt, IsOpen = _head is not null, Command = _head is { } head
                ? ClusterSettings.OfHead(head, _hocon) : string.Empty,
        });
        await using (runtime.ConfigureAwait(false))
        {
            Start(runtime, plan);
            await runtime.RunAsync(cancellation).ConfigureAwait(false);
            plan.RequireParameters(runtime.Elapsed);
            return new TrainingResult(runtime.Elapsed, runtime.Counters);
        }
    }

    /// <inheritdoc/>
    public Task RunNodeAsync(NodeOptions node, IRuntimeObserver? observer, CancellationToken cancellation) =>
        new NodeRunner(node, _hocon, observer).RunAsync(cancellation);

    private void Start(AkkaRuntime runtime, TrainingPlan plan)
    {
        if (_head is not { } head)
        {
            runtime.Spawn("coordinator", plan.LiveCoordinatorSpec(runtime.Faults));
            return;
        }

        // The workers come with the nodes.
        TrainingPlan withoutWorkers = plan with { Pools = [] };
        ActorRef coordinator = runtime.Spawn("coordinator", withoutWorkers.LiveCoordinatorSpec(faults: null));
        runtime.Spawn("nodes", new ActorSpec
        {
            Create = () => new NodeRegistrar(runtime, coordinator, head, plan.Pools), Node = "coordinator",
        });
    }
}
