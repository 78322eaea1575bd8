using System.Globalization;
using Delight.Actors.ParameterServers;
using Delight.Actors.Port;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;

namespace Delight.Actors.Akka.Cluster;

/// <summary>Puts the pieces of policies together on a node and hands them to the node's own parameter server.</summary>
/// <param name="feed">Sends the pieces.</param>
/// <param name="parameterServer">Of this node: its workers subscribe there, so a policy crosses the line once.</param>
/// <param name="length">Parameters that every policy of the run has.</param>
/// <remarks>
/// <para>In: <see cref="SnapshotChunk"/> from the feed, <see cref="LookAfterPolicy"/> from itself. Out:
/// <see cref="SubscribeToPolicy"/> and <see cref="SnapshotChunkReceived"/> to the feed, <see cref="PublishPolicy"/> to
/// the parameter server.</para>
/// <para>State: one policy in the making and the newest version that was complete.</para>
/// <para>Time: a timer to notice that pieces got lost. Order: a piece that does not follow the one before is
/// ignored.</para>
/// <para>Restart: subscribes anew.</para>
/// </remarks>
public sealed class PolicyFetcher(ActorRef feed, ActorRef parameterServer, int length) : IActor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly float[] _parameters = new float[length];
    private PolicyVersion? _newest;
    private long _transfer = -1;
    private int _filled;
    private bool _isWorking;

    /// <inheritdoc/>
    public void PreStart(IActorContext context)
    {
        context.Send(feed, new SubscribeToPolicy());
        context.StartTimer("look", new LookAfterPolicy(), Patience);
    }

    /// <inheritdoc/>
    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case SnapshotChunk chunk when chunk.Length != length:
                context.Report("policy-refused", string.Create(
                    CultureInfo.InvariantCulture,
                    $"it has {chunk.Length} parameters; the scenario's policy has {length}. "
                    + $"Start the head anew with the version of Delight that this node runs."));
                break;
            case SnapshotChunk chunk:
                Take(chunk, context);
                break;
            case LookAfterPolicy:
                if (!_isWorking)
                {
                    context.Send(feed, new SubscribeToPolicy(_newest));
                }

                _isWorking = false;
                context.StartTimer("look", new LookAfterPolicy(), Patience);
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    private void Take(SnapshotChunk chunk, IActorContext context)
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
        context.Send(context.Sender, new SnapshotChunkReceived(chunk.Transfer, chunk.Offset));
        if (_filled == length)
        {
            _newest = chunk.Version;
            context.Send(parameterServer, new PublishPolicy(new PolicySnapshot(chunk.Version, _parameters)));
        }
    }
}
