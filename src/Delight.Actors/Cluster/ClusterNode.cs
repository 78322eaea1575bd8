using Akka.Actor;
using Akka.Configuration;
using Delight.Actors.Configuration;
using Delight.Actors.Recording;
using Delight.Actors.Running;
using Delight.Actors.Telemetry;

namespace Delight.Actors.Cluster;

/// <summary>A node of a cluster: it runs rollout workers for a head, for one life of an actor system.</summary>
/// <param name="node">Whom to join, and with what.</param>
/// <param name="frictions">Of what runs here; null: none.</param>
/// <remarks>An actor system that lost its head, or was removed from the cluster, can never join again. So the node ends
/// with it, and a new system takes its place. The system is somebody else's: Delight.Hosting starts it, and ends
/// it.</remarks>
internal sealed class ClusterNode(NodeOptions node, IClusterFrictions? frictions)
{
    /// <summary>The layers of configuration that its actor system needs, in HOCON.</summary>
    /// <param name="hocon">Text of a configuration file; empty: the reference only.</param>
    /// <exception cref="SystemStartException">Nobody could connect to it.</exception>
    public string Configuration(string hocon)
    {
        string text = HoconLayers.Text(ClusterSettings.OfNode(node), hocon);
        SystemStart.RequireReachable(ConfigurationFactory.ParseString(text));
        return frictions?.Lay(text) ?? text;
    }

    /// <summary>Joins the head and works for it until it is lost.</summary>
    /// <param name="system">Has this <see cref="Configuration"/>.</param>
    /// <param name="write">Gets each event, one at a time, from several threads.</param>
    /// <param name="cancellation">The host stops; it ends the system, which leaves in order.</param>
    /// <returns>How long the life was.</returns>
    /// <exception cref="NodeRefusedException">The head did not let this node in.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<TimeSpan> RunAsync(ActorSystem system, Action<RunEvent> write, CancellationToken cancellation)
    {
        frictions?.Attach(system);
        RunClock clock = new(system.Scheduler);
        using Level.Share workers = DelightTelemetry.Workers.CreateShare();
        SystemEvents events = SystemEvents.Subscribe(system, clock, write, hearsDeadLetters: frictions is null);
        DelightTelemetry.Measure(events.Counters);
        OrderlyLeave.EndFirst(system, events);
        EventListener.Subscribe<RunEvent>(system, "telemetry", happened =>
        {
            if (happened.Kind == "node-joined")
            {
                workers.Set(node.Workers);
            }
        });
        system.ActorOf(MemberListener.Props(clock), MemberListener.Name);
        TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        NodeSurroundings surroundings = new(clock, events, frictions, end);
        OrderlyLeave.StopFirst(system, system.ActorOf(NodeAgent.Props(node, surroundings), NodeAgent.Name));
        system.RegisterOnTermination(() => end.TrySetResult());
        try
        {
            await end.Task.WaitAsync(cancellation).ConfigureAwait(true);
        }
        catch (OperationCanceledException) when (system.WhenTerminated.IsCompleted)
        {
            // The host stops because the system has ended by itself, and not the other way round.
        }

        return clock.Elapsed;
    }
}
