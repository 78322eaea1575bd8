using System.Runtime.InteropServices;
using Delight.Actors.Network;
using Delight.Actors.Port;

namespace Delight.Actors.Akka.Hosting;

/// <summary>Takes messages from node to node of one process: asks the network model when each arrives, and lets it wait
/// until then.</summary>
/// <remarks>
/// Thread-safe; the model is asked under a lock. A message that is due at once is delivered at once, unless an earlier
/// one of its link is still on the way: so one sender's messages reach one receiver in their order.
/// </remarks>
internal sealed class HostedNetwork : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string From, string To), int> _onTheWay = [];
    private readonly AkkaRuntime _runtime;
    private readonly NetworkModel _model;
    private readonly LinkDelays _delays;
    private TimeSpan _latest;

    public HostedNetwork(AkkaRuntime runtime)
    {
        _runtime = runtime;
        _model = new NetworkModel(runtime.Options.Network, runtime.Options.Seed);
        _delays = new LinkDelays(runtime, Arrive);
    }

    /// <summary>Passes a message of another node on.</summary>
    /// <param name="sender">On one node.</param>
    /// <param name="receiver">On another one.</param>
    /// <param name="message">Retained for its delivery.</param>
    public void Pass(ActorRef sender, HostedRef receiver, object message)
    {
        TimeSpan now = _runtime.Elapsed;
        lock (_gate)
        {
            // The model wants times that never go back; senders read the clock each for themselves.
            _latest = now > _latest ? now : _latest;
            Passage passage = _model.Send(sender, receiver, message, _latest);
            if (passage.Copies == 0)
            {
                _runtime.Counters.CountDrop(passage.LossReason);
                (message as IRetained)?.Release();
                return;
            }

            ref int onTheWay = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _onTheWay, (sender.Node, receiver.Node), out _);
            if (passage.Copies == 1 && passage.First <= now && onTheWay == 0)
            {
                // Under the lock: else a later message might come before it.
                receiver.Deliver(new Delivery(message, receiver, sender));
                return;
            }

            onTheWay += passage.Copies;
            _delays.Add(new Delivery(message, receiver, sender), passage.First);
            if (passage.Copies == 2)
            {
                _runtime.Counters.CountDuplicate();
                (message as IRetained)?.Retain();
                _delays.Add(new Delivery(message, receiver, sender), passage.Second);
            }
        }
    }

    public void Dispose() => _delays.Dispose();

    private void Arrive(Delivery delivery)
    {
        delivery.Receiver.Deliver(delivery);
        lock (_gate)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(
                _onTheWay, (delivery.Sender!.Node, delivery.Receiver.Node), out _)--;
        }
    }
}
