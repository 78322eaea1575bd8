using Akka.Actor;
using Akka.Remote.Transport;
using Delight.Simulation.Network;
using Delight.Simulation.Nodes;
using Delight.Simulation.Observing;
using Google.Protobuf;

namespace Delight.Simulation.Cluster.Connections;

/// <summary>One attempt of a system to connect to another.</summary>
internal sealed class ConnectionAttempt : IFrameReceiver
{
    private readonly ConnectionTable _table;
    private readonly SimulatedTransport _from;
    private readonly Address _to;
    private readonly TaskCompletionSource<AssociationHandle> _result = new();
    private readonly Door? _door;
    private readonly long _until;
    private TimeSpan _pause = TimeSpan.FromSeconds(1);

    public ConnectionAttempt(ConnectionTable table, SimulatedTransport from, Address to)
    {
        (_table, _from, _to) = (table, from, to);
        _until = table.Loop.Now + table.Options.ConnectsWithin.Ticks;
        if (table.NodeAt(to) is { } node && node != Node)
        {
            _door = new Door(this, node);
        }
    }

    /// <summary>The end on this side, once the other side has accepted.</summary>
    public Task<AssociationHandle> Result => _result.Task;

    /// <inheritdoc/>
    public SimulatedNode Node => _from.Home.Node!;

    /// <summary>Knocks, and again until there is an answer or the time is over.</summary>
    public void Begin()
    {
        if (_door is null)
        {
            _table.Loop.Act(() => Fail($"there is no host {_to.Host}:{_to.Port}"));
            return;
        }

        _table.Loop.ActAt(_until, () => Fail($"{_to} did not answer"));
        Knock();
    }

    /// <inheritdoc/>
    public void Arrive(object frame)
    {
        Frame answer = (Frame)frame;
        _table.Note(_door!.Node, Node, answer);
        if (_from.Home.IsGone || _result.Task.IsCompleted)
        {
            answer.End?.Abort();
        }
        else if (answer.Kind == FrameKind.Accept)
        {
            _result.TrySetResult(answer.End!.Peer);
        }
        else
        {
            Fail($"{_to} refused the connection");
        }
    }

    /// <summary>An answer gets lost: as if nobody had knocked.</summary>
    public void Lost(object frame, DropReason reason)
    {
    }

    private void Knock() => _table.Send(
        this, Node, _door!, _door!.Node, new Frame(FrameKind.Open, 0, ByteString.Empty));

    private void KnockLater()
    {
        _table.Loop.ActAt(_table.Loop.Now + _pause.Ticks, () =>
        {
            if (!_from.Home.IsGone && !_result.Task.IsCompleted)
            {
                Knock();
            }
        });
        _pause *= 2;
    }

    private void Fail(string why)
    {
        if (!_from.Home.IsGone)
        {
            _result.TrySetException(new InvalidAssociationException(why));
        }
    }

    /// <summary>What stands at the address that is asked for.</summary>
    private sealed class Door(ConnectionAttempt attempt, SimulatedNode node) : IFrameReceiver
    {
        public SimulatedNode Node => node;

        public void Arrive(object frame)
        {
            ConnectionTable table = attempt._table;
            table.Note(attempt.Node, node, (Frame)frame);
            if (table.ListenerAt(attempt._to) is not { Listener: { } listener } there || there.Home.Node != node)
            {
                table.Send(this, node, attempt, attempt.Node, new Frame(FrameKind.Refuse, 0, ByteString.Empty));
                return;
            }

            ConnectionEnd near = new(table, attempt._from.Home, attempt._from.Address, attempt._to);
            ConnectionEnd far = new(table, there.Home, there.Address, attempt._from.Address);
            (near.Peer, far.Peer) = (far, near);
            table.Send(
                far, node, attempt, attempt.Node, new Frame(FrameKind.Accept, 0, ByteString.Empty) { End = far });
            listener.Notify(new InboundAssociation(far));
        }

        public void Lost(object frame, DropReason reason) => attempt.KnockLater();
    }
}
