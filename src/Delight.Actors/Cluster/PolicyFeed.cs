using Akka.Actor;
using Delight.Actors.ParameterServers;
using Delight.Actors.Running;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;

namespace Delight.Actors.Cluster;

/// <summary>Sends policies to one node of another process, in pieces and against credit, so that heartbeats get between
/// the pieces and a slow line never piles them up.</summary>
/// <param name="parameterServer">Subscribed to for the node.</param>
/// <param name="clock">Clock of the run.</param>
/// <remarks>
/// <para>In: <see cref="SubscribeToPolicy"/> and <see cref="SnapshotChunkReceived"/> from the node's
/// <see cref="PolicyFetcher"/>, <see cref="PolicyPublished"/>, <see cref="RenewSubscription"/> from itself. Out:
/// <see cref="SnapshotChunk"/> to the fetcher, <see cref="SubscribeToPolicy"/> and <see cref="PolicyReceived"/> to the
/// parameter server.</para>
/// <para>State: the policy on its way, and at most one more, the newest: those between are skipped.</para>
/// <para>Time: a timer, since a parameter server that comes back after a crash knows nobody. Order: a piece follows the
/// one before on the same line.</para>
/// <para>Restart: forgets what is on its way; the fetcher misses it and subscribes again.</para>
/// </remarks>
public sealed class PolicyFeed(ICanTell parameterServer, RunClock clock) : UntypedActor, IWithTimers
{
    /// <summary>Parameters of one piece: 64,000 bytes.</summary>
    public const int PieceLength = 16_000;

    /// <summary>Pieces that may be on their way at once.</summary>
    public const int Credit = 4;

    private static readonly TimeSpan RenewalPause = TimeSpan.FromMilliseconds(50);

    private PolicyPublished? _sending;
    private PolicyPublished? _next;
    private IActorRef? _fetcher;
    private long _transfer;
    private int _sent;
    private int _underWay;

    private PolicyVersion? _newest;

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _transfer = clock.Elapsed.Ticks; // above those of the incarnation before
        Timers.StartPeriodicTimer("renewal", new RenewSubscription(), RenewalPause);
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SubscribeToPolicy subscribe:
                _fetcher = Sender;
                (_sending, _next) = (null, null);
                _newest = subscribe.Known;
                parameterServer.Tell(subscribe, Self);
                break;
            case RenewSubscription when _fetcher is not null:
                parameterServer.Tell(new SubscribeToPolicy(_newest), Self);
                break;
            case RenewSubscription:
                break; // nobody to feed yet
            case PolicyPublished published when _fetcher is not null:
                Take(published);
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

    /// <summary>One that is under way already comes again where the subscription was renewed meanwhile.</summary>
    private void Take(PolicyPublished published)
    {
        PolicyVersion version = published.Snapshot.Version;
        if (_newest is null || version > _newest)
        {
            (_next, _newest) = (published, version);
            BeginNext();
        }
        else if (published.WantsReceipt)
        {
            parameterServer.Tell(new PolicyReceived(version), Self);
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
