using System.Globalization;
using Delight.Actors.Cluster;
using Delight.Actors.Recording;
using Delight.Actors.Testing.Training;
using Delight.Hosting;
using Delight.Hosting.Discovery;
using Delight.Hosting.Health;
using Delight.Simulation;

namespace Delight.Experiments.Cluster;

/// <summary>A node for as long as the process is there: each life has a host of its own.</summary>
/// <remarks>An actor system that lost its head, or was removed from the cluster, can never join again.</remarks>
/// <param name="node">Whom to join, and with what.</param>
/// <param name="hocon">Text of a configuration file; empty: the reference only.</param>
/// <param name="frictions">Those of each life; the options tell them what the head's scenario has.</param>
public sealed class NodeLives(NodeOptions node, string hocon, ClusterFrictions frictions)
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);

    private volatile MemberStatus? _status;

    /// <summary>Looks the head up before each life; null: by the address of the options.</summary>
    public HeadService? Service { get; init; }

    /// <summary>Whether the node is ready in its present life; null before the first one.</summary>
    public MemberStatus? Status => _status;

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
            TimeSpan lived = await LiveAsync(write, cancellation);
            pause = lived > PauseMax || pause + pause > PauseMax ? PauseMin : pause + pause;
            write(new RunEvent(lived, "head-lost", string.Join(" or ", node.Seeds), string.Create(
                CultureInfo.InvariantCulture, $"this node looks for it again in {DurationWords.Of(pause)}")));
            await Task.Delay(pause, node.Time, cancellation);
        }
    }

    private async Task<TimeSpan> LiveAsync(Action<RunEvent> write, CancellationToken cancellation)
    {
        DelightNode member = new(node)
        {
            Hocon = hocon, Happened = write, Service = Service, Frictions = frictions,
        };
        _status = member.Status;
        await using MemberHost host = await MemberHost.StartAsync(akka => akka.WithDelightNode(member));
        return await member.Completion.WaitAsync(cancellation);
    }
}
