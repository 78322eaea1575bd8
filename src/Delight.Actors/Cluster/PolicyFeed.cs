using Akka.Actor;
using Delight.Actors.ParameterServers;
using Delight.Actors.Running;
using Delight.Actors.Snapshots;

namespace Delight.Actors.Cluster;

/// <summary>Sends policies to one node of another process, in pieces and against credit, so that heartbeats get between
/// the pieces and a slow line never piles them up.</summary>
/// <param name="parameterServer">Subscribed to for the node.</param>
/// <param name="clock">Clock of the run.</param>
/// <remarks>
/// <para>In: <see cref="SubscribeToPolicy"/> and <see cref="SnapshotChunkReceived"/> from the node's
/// <see cref="PolicyFetcher"/>, <see cref="PolicyPublished"/>. Out: <see cref="SnapshotChunk"/> to the fetcher,
/// <see cref="SubscribeToPolicy"/> and <see cref="PolicyReceived"/> to the parameter server.</para>
/// <para>State: the policy on its way, and at most one more, the newest: those between are skipped.</para>
/// <para>Time: none. Order: a piece follows the one before on the same line.</para>
/// <para>Restart: forgets what is on its way; the fetcher misses it and subscribes again.</para>
/// </remarks>
public sealed class PolicyFeed(ICanTell parameterServer, RunClock clock) : UntypedActor
{
    /// <summary>Parameters of one piece: 64,000 bytes.</summary>
    public const int PieceLength = 16_000;

    /// <summary>Pieces that may be on their way at once.</summary>
    public const int Credit = 4;

    private PolicyPublished? _sending;
    private PolicyPublished? _next;
    private IActorRef? _fetcher;
    private long _transfer;
    private int _sent;
    private int _underWay;

    /// <inheritdoc/>
    protected override void PreStart() => _transfer = clock.Elapsed.Ticks; // above those of the incarnation before

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SubscribeToPolicy subscribe:
                _fetcher = Sender;
                (_sending, _next) = (null, null);
                parameterServer.Tell(subscribe, Self);
                break;
            case PolicyPublished published when _fetcher is not null:
                _next = published;
                BeginNext();
                break;
            case SnapshotChunkReceived received when received.Transfer == _transfer && _sending is not null:
                _underWay--;
                SendPieces();
                break;
            case SnapshotChunkReceived:
                break; // of a transfer that was given up
            default:
                Unhandled(message);
                break;
        }
    }

    private void BeginNext()
    {
        if (_sending is not null || _next is null)
        {
            return;
        }

        (_sending, _next) = (_next, null);
        (_sent, _underWay) = (0, 0);
        _transfer++;
        SendPieces();
    }

    private void SendPieces()
    {
        PolicySnapshot snapshot = _sending!.Snapshot;
        ReadOnlySpan<float> parameters = snapshot.Parameters;
        while (_sent < parameters.Length && _underWay < Credit)
        {
            int length = Math.Min(PieceLength, parameters.Length - _sent);
            _fetcher.Tell(new SnapshotChunk(
                _transfer, snapshot.Version, parameters.Length, _sent, parameters.Slice(_sent, length).ToArray()));
            _sent += length;
            _underWay++;
        }

        if (_sent < parameters.Length || _underWay > 0)
        {
            return;
        }

        if (_sending.WantsReceipt)
        {
            parameterServer.Tell(new PolicyReceived(snapshot.Version), Self);
        }

        _sending = null;
        BeginNext();
    }
}
