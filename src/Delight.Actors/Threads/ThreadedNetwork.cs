using System.Runtime.InteropServices;
using Delight.Actors.Network;
using Delight.Actors.Port;

namespace Delight.Actors.Threads;

/// <summary>Takes messages from node to node: asks the network model when each arrives, and lets it wait until
/// then.</summary>
/// <remarks>
/// Thread-safe; the model is asked under a lock. A message that is due at once is delivered at once, unless an earlier
/// one of its link is still on the way: so one sender's messages reach one receiver in their order.
/// </remarks>
internal sealed class ThreadedNetwork
{
    private readonly Lock _gate = new();
    private readonly NetworkModel _model;
    private readonly DelayQueue _delays;
    private readonly RuntimeCounters _counters;
    private readonly Dictionary<(string From, string To), int> _onTheWay = [];
    private readonly Action<Delayed> _arrived;
    private TimeSpan _latest;

    /// <param name="options">Links at the start.</param>
    /// <param name="seed">Root seed of the run.</param>
    /// <param name="delays">Lets messages wait.</param>
    /// <param name="counters">Counts what is lost or doubled.</param>
    public ThreadedNetwork(NetworkOptions options, ulong seed, DelayQueue delays, RuntimeCounters counters)
    {
        _model = new NetworkModel(options, seed);
        (_delays, _counters) = (delays, counters);
        _arrived = delayed => CountArrival(((ThreadedActor)delayed.Message!.Value.Sender!).Node, delayed.Target.Node);
    }

    /// <summary>Passes a message of another node on.</summary>
    /// <param name="sender">On one node.</param>
    /// <param name="receiver">On another one.</param>
    /// <param name="message">Retained for its envelope.</param>
    /// <param name="now">Time since the start of the system.</param>
    public void Pass(ThreadedActor sender, ThreadedActor receiver, object message, TimeSpan now)
    {
        Envelope envelope = new(message, sender);
        lock (_gate)
        {
            // The model wants times that never go back; senders read the clock each for themselves.
            _latest = now > _latest ? now : _latest;
            Passage passage = _model.Send(sender, receiver, message, _latest);
            if (passage.Copies == 0)
            {
                _counters.CountDrop(passage.LossReason);
                (message as IRetained)?.Release();
                return;
            }

            ref int onTheWay = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _onTheWay, (sender.Node, receiver.Node), out _);
            if (passage.Copies == 1 && passage.First <= now && onTheWay == 0)
            {
                receiver.Deliver(envelope); // under the lock: else a later message might come before it
                return;
            }

            onTheWay += passage.Copies;
            _delays.Add(new Delayed(receiver, passage.First, _arrived) { Message = envelope });
            if (passage.Copies == 2)
            {
                _counters.CountDuplicate();
                (message as IRetained)?.Retain();
                _delays.Add(new Delayed(receiver, passage.Second, _arrived) { Message = envelope });
            }
        }
    }

    /// <summary>Changes links while messages pass.</summary>
    public void Change(Action<NetworkModel> change)
    {
        lock (_gate)
        {
            change(_model);
        }
    }

    private void CountArrival(string from, string to)
    {
        lock (_gate)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_onTheWay, (from, to), out _)--;
        }
    }
}
