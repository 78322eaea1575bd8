using System.Globalization;
using Akka.Actor;
using Delight.Actors.ParameterServers;
using Delight.Actors.Recording;
using Delight.Actors.Running;
using Delight.Actors.Snapshots;

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
/// <para>State: one policy in the making and the newest one that was complete.</para>
/// <para>Time: a timer to notice that pieces got lost, and to hand the policy to a parameter server that came back.
/// Order: a piece that does not follow the one before is
/// ignored.</para>
/// <para>Restart: subscribes anew.</para>
/// </remarks>
public sealed class PolicyFetcher(ICanTell feed, ICanTell parameterServer, int length, RunClock clock)
    : UntypedActor, IWithTimers
{
    private const string LookKey = "look";

    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly float[] _parameters = new float[length];
    private PolicySnapshot? _complete;
    private TimeSpan _heardAt;
    private long _transfer = -1;
    private int _filled;

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _heardAt = clock.Elapsed;
        feed.Tell(new SubscribeToPolicy(), Self);
        Timers.StartPeriodicTimer(LookKey, new LookAfterPolicy(), LookPause);
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
                LookAfter();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void LookAfter()
    {
        if (_complete is not null)
        {
            // The server forgets with its actor. What it has already costs it nothing.
            parameterServer.Tell(new PublishPolicy(_complete), Self);
        }

        TimeSpan now = clock.Elapsed;
        if (now - _heardAt > Patience)
        {
            _heardAt = now;
            feed.Tell(new SubscribeToPolicy(_complete?.Version), Self);
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
        _heardAt = clock.Elapsed;
        Sender.Tell(new SnapshotChunkReceived(chunk.Transfer, chunk.Offset), Self);
        if (_filled == length)
        {
            if (_complete is null)
            {
                Context.Publish(clock, "policy-received", string.Create(
                    CultureInfo.InvariantCulture, $"the first one is of step {chunk.Version.Step}"));
            }

            _complete = new PolicySnapshot(chunk.Version, _parameters);
            parameterServer.Tell(new PublishPolicy(_complete), Self);
        }
    }
}
