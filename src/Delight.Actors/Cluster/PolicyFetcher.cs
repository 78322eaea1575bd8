using System.Globalization;
using Akka.Actor;
using Delight.Actors.ParameterServers;
using Delight.Actors.Recording;
using Delight.Actors.Running;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;

namespace Delight.Actors.Cluster;

/// <summary>Puts the pieces of policies together on a node and hands them to the node's own parameter server.</summary>
/// <param name="feed">Sends the pieces.</param>
/// <param name="parameterServer">Of this node: its workers subscribe there, so a policy crosses the line once.</param>
/// <param name="length">Parameters that every policy of the run has.</param>
/// <param name="clock">Clock of the node.</param>
/// <remarks>
/// <para>In: <see cref="SnapshotChunk"/> from the feed, <see cref="LookAfterPolicy"/> from itself. Out:
/// <see cref="SubscribeToPolicy"/> and <see cref="SnapshotChunkReceived"/> to the feed, <see cref="PublishPolicy"/> to
/// the parameter server.</para>
/// <para>State: one policy in the making and the newest version that was complete.</para>
/// <para>Time: a timer to notice that pieces got lost. Order: a piece that does not follow the one before is
/// ignored.</para>
/// <para>Restart: subscribes anew.</para>
/// </remarks>
public sealed class PolicyFetcher(ICanTell feed, ICanTell parameterServer, int length, RunClock clock)
    : UntypedActor, IWithTimers
{
    private const string LookKey = "look";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly float[] _parameters = new float[length];
    private PolicyVersion? _newest;
    private long _transfer = -1;
    private int _filled;
    private bool _isWorking;

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        feed.Tell(new SubscribeToPolicy(), Self);
        Timers.StartSingleTimer(LookKey, new LookAfterPolicy(), Patience);
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SnapshotChunk chunk when chunk.Length != length:
                Context.Publish(clock, "policy-refused", string.Create(
                    CultureInfo.InvariantCulture,
                    $"it has {chunk.Length} parameters; the scenario's policy has {length}. "
                    + $"Start the head anew with the version of Delight that this node runs."));
                break;
            case SnapshotChunk chunk:
                Take(chunk);
                break;
            case LookAfterPolicy:
                if (!_isWorking)
                {
                    feed.Tell(new SubscribeToPolicy(_newest), Self);
                }

                _isWorking = false;
                Timers.StartSingleTimer(LookKey, new LookAfterPolicy(), Patience);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Take(SnapshotChunk chunk)
    {
        if (chunk.Transfer > _transfer)
        {
            (_transfer, _filled) = (chunk.Transfer, 0);
        }

        if (chunk.Transfer < _transfer || chunk.Offset != _filled)
        {
            return;
        }

        chunk.Parameters.Span.CopyTo(_parameters.AsSpan(_filled));
        _filled += chunk.Parameters.Length;
        _isWorking = true;
        Sender.Tell(new SnapshotChunkReceived(chunk.Transfer, chunk.Offset), Self);
        if (_filled == length)
        {
            if (_newest is null)
            {
                Context.Publish(clock, "policy-received", string.Create(
                    CultureInfo.InvariantCulture, $"the first one is of step {chunk.Version.Step}"));
            }

            _newest = chunk.Version;
            parameterServer.Tell(new PublishPolicy(new PolicySnapshot(chunk.Version, _parameters)), Self);
        }
    }
}
