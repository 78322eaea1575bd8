using Delight.Actors.Akka.Cluster;
using Delight.Actors.Akka.Configuration;
using Delight.Actors.Akka.Hosting;
using Delight.Actors.Coordination;
using Delight.Actors.Network;
using Delight.Actors.Port;

namespace Delight.Actors.Akka.Training;

/// <summary>Live trainings on Akka.NET: in this process, or with workers in others.</summary>
public sealed class AkkaTrainingRuntime : ITrainingRuntime
{
    private readonly TimeProvider _time;
    private readonly string _hocon;
    private readonly HeadOptions? _head;

    /// <summary>By the system's clock, with the reference configuration.</summary>
    public AkkaTrainingRuntime()
        : this(TimeProvider.System)
    {
    }

    /// <summary>With the reference configuration.</summary>
    /// <param name="time">The wall clock.</param>
    public AkkaTrainingRuntime(TimeProvider time)
        : this(time, string.Empty, null)
    {
    }

    private AkkaTrainingRuntime(TimeProvider time, string hocon, HeadOptions? head) =>
        (_time, _hocon, _head) = (time, hocon, head);

    /// <inheritdoc/>
    public string Name => "akka";

    /// <inheritdoc/>
    /// <value>True in one process; false for the head of a cluster, since workers elsewhere are out of reach.</value>
    public bool InjectsFaults => _head is null;

    /// <summary>The same runtime with a configuration file of its own.</summary>
    /// <param name="configuration">The file's text.</param>
    /// <exception cref="FormatException">It cannot be used; why, in one sentence.</exception>
    public AkkaTrainingRuntime With(string configuration)
    {
        HoconFile.Require(configuration);
        return new AkkaTrainingRuntime(_time, configuration, _head);
    }

    /// <summary>The same runtime as the head of a cluster: it runs every role but the rollout workers, which come with
    /// the nodes that join.</summary>
    public AkkaTrainingRuntime AsHead(HeadOptions head) => new AkkaTrainingRuntime(_time, _hocon, head);

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

    /// <summary>Joins a head, works for it, and joins again when it is lost, until cancelled or refused.</summary>
    /// <param name="node">Whom to join, and with what.</param>
    /// <param name="observer">Hears of joins and losses, from any thread; may be null.</param>
    /// <param name="cancellation">Leaves in order: the head is told, and takes back what is under way.</param>
    /// <exception cref="NodeRefusedException">The head did not let this node in.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the node has left.</exception>
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
