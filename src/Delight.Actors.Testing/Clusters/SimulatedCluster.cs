using System.Globalization;
using Akka.Actor;
using Delight.Actors.Checkpoints;
using Delight.Actors.Cluster;
using Delight.Actors.Coordination;
using Delight.Actors.Recording;
using Delight.Actors.Testing.Training;
using Delight.Simulation;
using Delight.Simulation.Cluster;
using Delight.Simulation.Failures;

namespace Delight.Actors.Testing.Clusters;

/// <summary>A head and its nodes as they are on machines, in virtual time: each is an actor system of its own with the
/// real Akka.Remote and Akka.Cluster.</summary>
/// <remarks>
/// <para>A node whose life ends starts anew after a second, as <c>./delight node</c> does. A head that crashed goes on
/// from its newest checkpoint when it is started again, as with <c>--resume</c>.</para>
/// <para>Not thread-safe. Dispose of it after the run.</para>
/// </remarks>
public sealed class SimulatedCluster : IDisposable
{
    /// <summary>Name of the head, and its host.</summary>
    public const string HeadName = "head";

    private const int Port = 2552;
    private const string Secret = "known to all of a simulated cluster";

    private readonly MemoryCheckpointStore _disk = new();
    private readonly ClusterSetup _setup;
    private readonly ITrainingObserver? _observer;

    private SimulatedCluster(ClusterSetup setup, ITrainingObserver? observer)
    {
        (_setup, _observer, Plan) = (setup, observer, setup.Plan());
        Simulation = ClusterSimulation.Create(setup.Seed, new SimulationOptions
        {
            SystemName = "delight", Observer = observer?.Activity, GuardianDecides = true,
            Replay = FormattableString.Invariant($"run the same cluster with seed {setup.Seed}"),
        });
        Simulation.Network.DefaultQuality = setup.Network;
        Simulation.RestartsEndedAfter = TimeSpan.FromSeconds(1);
        NodeNames =
        [
            .. Enumerable.Range(1, setup.Nodes).Select(
                number => string.Create(CultureInfo.InvariantCulture, $"node-{number}")),
        ];
        Simulation.AddSystem(HeadName, new ClusterHead(Head, Plan, frictions: null).Configuration(""), StartHead);
        foreach (string name in NodeNames)
        {
            NodeOptions node = NodeOf(name);
            Simulation.AddSystem(
                name, new ClusterNode(node, frictions: null).Configuration(""), system => Start(
                    system, name, write => new ClusterNode(node, frictions: null).RunAsync(system, write, default)));
        }
    }

    /// <summary>All systems, their links and their faults.</summary>
    public ClusterSimulation Simulation { get; }

    /// <summary>Names of the nodes without the head.</summary>
    public IReadOnlyList<string> NodeNames { get; }

    /// <summary>What the present life of the head trains.</summary>
    public TrainingPlan Plan { get; private set; }

    /// <summary>How many nodes the head counts, and how many workers they have.</summary>
    public ClusterCensus Census { get; private set; } = new(0, 0);

    private HeadOptions Head => new()
    {
        Listen = new Endpoint(HeadName, Port), Secret = Secret, Scenario = _setup.Scenario,
    };

    /// <summary>Starts the head and the nodes; no time has passed yet.</summary>
    /// <param name="setup">What they are.</param>
    /// <param name="observer">Hears what happens in all of them; may be null.</param>
    /// <exception cref="SimulationException">A system did not start.</exception>
    public static SimulatedCluster Start(ClusterSetup setup, ITrainingObserver? observer = null) =>
        new(setup, observer);

    /// <inheritdoc/>
    public void Dispose() => Simulation.Dispose();

    private NodeOptions NodeOf(string name) => new()
    {
        Seeds = [new Endpoint(HeadName, Port)], Host = name, Workers = _setup.WorkersOfNode, Secret = Secret,
        Prepare = _setup.Prepare, Time = Simulation.TimeProvider, Look = seed => Task.FromResult(Look(name, seed)),
    };

    /// <summary>What a connection would show.</summary>
    private SeedSight Look(string node, Endpoint seed) =>
        Simulation.IsDown(HeadName) ? new SeedSight(seed, SeedAnswer.Refuses, [])
        : Simulation.Network.Link(node, HeadName).IsCut || Simulation.Network.Link(HeadName, node).IsCut
            || Simulation.IsPaused(HeadName) ? new SeedSight(seed, SeedAnswer.Silent, [])
        : new SeedSight(seed, SeedAnswer.Accepts, [seed.Host]);

    private void StartHead(ActorSystem system)
    {
        bool isFirst = _disk.Term is null;
        Plan = (isFirst ? Plan : _setup.Plan()) with { Checkpoints = _disk, StartsAt = Simulation.Elapsed };
        Census = new ClusterCensus(0, 0);
        EventListener.Subscribe<ClusterCensus>(system, "simulated-cluster", census => Census = census);
        Start(system, HeadName, write => new ClusterHead(Head, Plan, frictions: null).RunAsync(system, write, default));
    }

    private void Start(ActorSystem system, string name, Func<Action<RunEvent>, Task> run)
    {
        EventListener.Subscribe<RoleFailure>(system, "simulated-roles", failure => _observer?.Failed(failure));
        system.ActorOf(Props.Create(() => new Life(() => LiveAsync(system, name, run))), "simulated-life");
    }

    /// <summary>An actor system that lost its head can never join again, so the process makes another one.</summary>
    private async Task LiveAsync(ActorSystem system, string name, Func<Action<RunEvent>, Task> run)
    {
        try
        {
            await run(happened => _observer?.Happened(happened)).ConfigureAwait(true);
        }
        catch (Exception failure)
        {
            _observer?.Failed(new RoleFailure(name, failure));
        }

        if (name != HeadName)
        {
            await CoordinatedShutdown.Get(system)
                .Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance).ConfigureAwait(true);
        }
    }

    /// <summary>Begins one life of a member. What an actor awaits goes on in virtual time.</summary>
    private sealed class Life : UntypedActor
    {
        public Life(Func<Task> live) => _ = live();

        protected override void OnReceive(object message) => Unhandled(message);
    }
}
