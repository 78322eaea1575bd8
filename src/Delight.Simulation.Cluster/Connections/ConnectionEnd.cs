using Akka.Actor;
using Akka.Remote.Transport;
using Delight.Simulation.Cluster.Systems;
using Delight.Simulation.Network;
using Delight.Simulation.Nodes;
using Delight.Simulation.Observing;
using Google.Protobuf;

namespace Delight.Simulation.Cluster.Connections;

/// <summary>One end of a connection, as Akka.Remote sees it.</summary>
/// <remarks>Frames arrive in the order in which they were sent, each once, whatever the link does to their order. A
/// frame that the link loses breaks the connection; one that does not enter a cut link is sent again.</remarks>
internal sealed class ConnectionEnd : AssociationHandle, IFrameReceiver
{
    private readonly ConnectionTable _table;
    private readonly ClusterHome _home;
    private readonly SortedDictionary<long, Frame> _early = [];
    private readonly Queue<ByteString> _unread = [];
    private readonly Queue<Frame> _stalled = [];
    private IHandleEventListener? _listener;
    private bool _isClosed;
    private bool _isAborted;
    private bool _hasEnded;
    private bool _hasReset;
    private long _sent;
    private long _arrived;
    private long _stalledSince;
    private TimeSpan _pause;

    /// <param name="table">All connections.</param>
    /// <param name="home">The system at this end.</param>
    /// <param name="local">Its address.</param>
    /// <param name="remote">Address of the other end.</param>
    public ConnectionEnd(ConnectionTable table, ClusterHome home, Address local, Address remote)
        : base(local, remote)
    {
        (_table, _home) = (table, home);
        home.Ends.Add(this);
        _ = ReadHandlerSource.Task.ContinueWith(
            ready => Read(ready.Result), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>The other end.</summary>
    public ConnectionEnd Peer { get; set; } = null!;

    /// <inheritdoc/>
    public SimulatedNode Node => _home.Node!;

    /// <inheritdoc/>
    public override bool Write(ByteString payload)
    {
        if (_isClosed)
        {
            return false;
        }

        Send(new Frame(FrameKind.Data, _sent++, payload));
        return true;
    }

    /// <inheritdoc/>
    [Obsolete("Akka.Remote calls it, and has another way only for its log.")]
    public override void Disassociate()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            Send(new Frame(FrameKind.Finish, _sent++, ByteString.Empty));
        }
    }

    /// <summary>The system at this end is gone at once. The other end hears of it, if the link lets it.</summary>
    public void Abort()
    {
        if (!_isAborted)
        {
            bool wasClosed = _isClosed;
            (_isClosed, _isAborted) = (true, true);
            _stalled.Clear();
            if (!wasClosed)
            {
                Reset();
            }
        }
    }

    /// <inheritdoc/>
    public void Arrive(object frame)
    {
        Frame arrived = (Frame)frame;
        _table.Note(Peer.Node, Node, arrived);
        if (arrived.Kind == FrameKind.Reset)
        {
            _isAborted = true;
            _stalled.Clear();
            End();
        }
        else if (_isAborted || _home.IsGone)
        {
            Reset();
        }
        else
        {
            _early[arrived.Number] = arrived;
            while (_early.Remove(_arrived, out Frame? next))
            {
                _arrived++;
                Take(next);
            }
        }
    }

    /// <inheritdoc/>
    public void Lost(object frame, DropReason reason)
    {
        if (((Frame)frame).Kind == FrameKind.Reset)
        {
            Peer._hasReset = false; // the other end finds out when it sends
            return;
        }

        if (reason == DropReason.LinkCut)
        {
            Peer.Stall((Frame)frame);
        }
        else
        {
            Peer.Break();
        }
    }

    private void Read(IHandleEventListener listener)
    {
        _listener = listener;
        while (_unread.TryDequeue(out ByteString? payload))
        {
            listener.Notify(new InboundPayload(payload));
        }

        if (_hasEnded)
        {
            listener.Notify(new Disassociated(DisassociateInfo.Unknown));
        }
    }

    private void Take(Frame frame)
    {
        if (frame.Kind == FrameKind.Finish)
        {
            End();
        }
        else if (_listener is { } listener)
        {
            listener.Notify(new InboundPayload(frame.Payload));
        }
        else
        {
            _unread.Enqueue(frame.Payload);
        }
    }

    private void Send(Frame frame)
    {
        if (_stalled.Count > 0)
        {
            _stalled.Enqueue(frame);
        }
        else
        {
            Leave(frame);
        }
    }

    private void Leave(Frame frame) => _table.Send(this, Node, Peer, Peer.Node, frame);

    private void Reset()
    {
        if (!_hasReset)
        {
            _hasReset = true;
            Leave(new Frame(FrameKind.Reset, 0, ByteString.Empty));
        }
    }

    /// <summary>A frame does not enter the cut link, and waits with all that follow.</summary>
    private void Stall(Frame frame)
    {
        _stalled.Enqueue(frame);
        if (_stalled.Count == 1 && _pause == TimeSpan.Zero)
        {
            (_stalledSince, _pause) = (_table.Loop.Now, _table.Options.RetriesAfter);
            RetryLater();
        }
    }

    private void RetryLater() => _table.Loop.ActAt(_table.Loop.Now + _pause.Ticks, Retry);

    private void Retry()
    {
        if (_isAborted || _stalled.Count == 0)
        {
            _pause = TimeSpan.Zero;
            return;
        }

        if (_table.Loop.Network.Between(Node, Peer.Node).IsCut)
        {
            if (_table.Loop.Now - _stalledSince >= _table.Options.BreaksAfter.Ticks)
            {
                Break();
                return;
            }

            _pause *= 2;
            RetryLater();
            return;
        }

        _pause = TimeSpan.Zero;
        Frame[] stalled = [.. _stalled];
        _stalled.Clear();
        foreach (Frame frame in stalled)
        {
            Send(frame);
        }
    }

    /// <summary>The connection breaks at this end.</summary>
    private void Break()
    {
        if (_isAborted)
        {
            return;
        }

        _isAborted = true;
        _stalled.Clear();
        Reset();
        End();
    }

    private void End()
    {
        _isClosed = true;
        if (!_hasEnded && !_home.IsGone)
        {
            _hasEnded = true;
            _home.Ends.Remove(this);
            _listener?.Notify(new Disassociated(DisassociateInfo.Unknown));
        }
    }
}
