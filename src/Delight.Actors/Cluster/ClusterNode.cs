using System.Globalization;
using Akka.Actor;
using Delight.Actors.Configuration;
using Delight.Actors.Recording;
using Delight.Actors.Running;

namespace Delight.Actors.Cluster;

/// <summary>A node of a cluster: it runs rollout workers for a head, for as long as the process is there.</summary>
/// <remarks>An actor system that lost its head, or was removed from the cluster, can never join again. A new one takes
/// its place.</remarks>
/// <param name="node">Whom to join, and with what.</param>
/// <param name="hocon">Text of a configuration file; empty: the reference only.</param>
public sealed class ClusterNode(NodeOptions node, string hocon = "")
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    /// <summary>Joins the head, works for it, and joins again when it is lost, until cancelled or refused.</summary>
    /// <param name="write">Gets each event, one at a time, from several threads.</param>
    /// <param name="cancellation">Leaves in order: the head is told, and takes back what is under way.</param>
    /// <exception cref="IOException">Akka.NET cannot start.</exception>
    /// <exception cref="NodeRefusedException">The head did not let this node in.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the node has left.</exception>
    public async Task RunAsync(Action<RunEvent> write, CancellationToken cancellation)
    {
        TimeSpan pause = PauseMin;
        while (true)
        {
            TimeSpan lived = await RunOnceAsync(write, cancellation).ConfigureAwait(false);
            pause = lived > PauseMax || pause + pause > PauseMax ? PauseMin : pause + pause;
            write(new RunEvent(lived, "head-lost", node.SeedText, string.Create(
                CultureInfo.InvariantCulture, $"this node looks for it again in {pause.TotalSeconds} s")));
            await Task.Delay(pause, node.Time, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<TimeSpan> RunOnceAsync(Action<RunEvent> write, CancellationToken cancellation)
    {
        ActorSystem system = SystemStart.Start(ClusterSettings.OfNode(node), hocon);
        try
        {
            RunClock clock = new(system.Scheduler);
            OrderlyLeave.EndFirst(system, SystemEvents.Subscribe(system, clock, write, hearsDeadLetters: true));
            system.ActorOf(MemberListener.Props(clock), MemberListener.Name);
            TaskCompletionSource end = new(TaskCreationOptions.RunContinuationsAsynchronously);
            OrderlyLeave.StopFirst(system, system.ActorOf(NodeAgent.Props(node, clock, end), NodeAgent.Name));
            Task first = await Task.WhenAny(end.Task, system.WhenTerminated).WaitAsync(cancellation)
                .ConfigureAwait(false);
            await first.ConfigureAwait(false);
            return clock.Elapsed;
        }
        finally
        {
            await system.Terminate().ConfigureAwait(false); // by way of CoordinatedShutdown: it leaves the cluster
        }
    }
}
