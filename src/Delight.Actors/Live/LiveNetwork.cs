using System.Runtime.InteropServices;
using Delight.Actors.Network;
using Delight.Actors.Port;

namespace Delight.Actors.Live;

/// <summary>Takes messages from node to node of one process: asks the network model when each arrives, and lets it wait
/// until then.</summary>
/// <remarks>
/// Thread-safe; the model is asked under a lock. A message that is due at once is delivered at once, unless an earlier
/// one of its link is still on the way: so one sender's messages reach one receiver in their order.
/// </remarks>
/// <param name="options">Links at the start.</param>
/// <param name="seed">Root seed of the run.</param>
/// <param name="delays">Lets messages wait; true to a millisecond, which a link needs.</param>
/// <param name="counters">Counts what is lost or doubled.</param>
/// <param name="deliver">Puts a message of the sender, named first, into the mailbox of the receiver.</param>
internal sealed class LiveNetwork(
    NetworkOptions options, ulong seed, DelayQueue delays, RuntimeCounters counters,
    Action<ActorRef, ActorRef, object> deliver)
{
    private readonly Lock _gate = new();
    private readonly NetworkModel _model = new(options, seed);
    private readonly Dictionary<(string From, string To), int> _onTheWay = [];
    private TimeSpan _latest;

    /// <summary>Passes a message of another node on.</summary>
    /// <param name="sender">On one node.</param>
    /// <param name="receiver">On another one.</param>
    /// <param name="message">Retained for its delivery.</param>
    /// <param name="now">Time of the run's clock.</param>
    public void Pass(ActorRef sender, ActorRef receiver, object message, TimeSpan now)
    {
        lock (_gate)
        {
            // The model wants times that never go back; senders read the clock each for themselves.
            _latest = now > _latest ? now : _latest;
            Passage passage = _model.Send(sender, receiver, message, _latest);
            if (passage.Copies == 0)
            {
                counters.CountDrop(passage.LossReason);
                return;
            }

            ref int onTheWay = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _onTheWay, (sender.Node, receiver.Node), out _);
            if (passage.Copies == 1 && passage.First <= now && onTheWay == 0)
            {
                deliver(sender, receiver, message); // under the lock: else a later message might come before it
                return;
            }

            onTheWay += passage.Copies;
            delays.Add(new Delayed(passage.First, () => Arrive(sender, receiver, message)));
            if (passage.Copies == 2)
            {
                counters.CountDuplicate();
                delays.Add(new Delayed(passage.Second, () => Arrive(sender, receiver, message)));
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

    private void Arrive(ActorRef sender, ActorRef receiver, object message)
    {
        deliver(sender, receiver, message);
        lock (_gate)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_onTheWay, (sender.Node, receiver.Node), out _)--;
        }
    }
}
