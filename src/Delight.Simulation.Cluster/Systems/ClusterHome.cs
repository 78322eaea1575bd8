using System.Reflection;
using Akka.Actor;
using Akka.Remote;
using Delight.Simulation.Cluster.Clocks;
using Delight.Simulation.Cluster.Connections;
using Delight.Simulation.Dispatch;
using Delight.Simulation.Observing;

namespace Delight.Simulation.Cluster.Systems;

/// <summary>One life of a node: an actor system from its start to its crash or end.</summary>
internal sealed class ClusterHome : SystemHome
{
    private static readonly Type SendType = typeof(RemoteActorRef).Assembly
        .GetType("Akka.Remote.EndpointManager+Send", throwOnError: true)!;

    private static readonly PropertyInfo Recipient = SendType.GetProperty("Recipient")!;

    private readonly TurnHooks _hooks;

    /// <param name="node">The node.</param>
    /// <param name="loop">The simulation's.</param>
    /// <param name="connections">Of the whole simulation.</param>
    public ClusterHome(SystemNode node, SimulationLoop loop, ConnectionTable connections)
        : base(loop, node)
    {
        (Connections, Host, Port) = (connections, node.Host, node.Port);
        Scheduler = new SystemTaskScheduler(this);
        Events = new ApplicationEvents(this);
        _hooks = new TurnHooks(this);
    }

    public ConnectionTable Connections { get; }

    public string Host { get; }

    public int Port { get; }

    /// <summary>Set when the transport listens.</summary>
    public SimulatedTransport? Transport { get; set; }

    /// <summary>Ends of connections that are open.</summary>
    public List<ConnectionEnd> Ends { get; } = [];

    /// <summary>Where tasks continue that actors of the application start.</summary>
    public SystemTaskScheduler Scheduler { get; }

    public ApplicationEvents Events { get; }

    /// <summary>The system; null until it is made.</summary>
    public ExtendedActorSystem? System { get; set; }

    /// <summary>Called when the last actor of the application has stopped, and their guardian with them.</summary>
    public Action? ApplicationEnded { get; set; }

    /// <summary>Key of this life in the configuration.</summary>
    public long Key { get; set; }

    /// <inheritdoc/>
    public override ITurnHook? HookOf(ActorCell cell) => _hooks.Of(cell);

    /// <inheritdoc/>
    public override void Detached(ActorCell cell)
    {
        if (cell.Self.Path is { Depth: 1, Name: "user" })
        {
            ApplicationEnded?.Invoke();
        }
    }

    /// <inheritdoc/>
    public override Action Bind(Action act) =>
        TaskScheduler.Current == Scheduler ? () => Scheduler.Run(act) : act;

    /// <inheritdoc/>
    public override string OrderOf(object message) =>
        message.GetType() == SendType ? ((RemoteActorRef)Recipient.GetValue(message)!).Path.ToString() : string.Empty;
}
