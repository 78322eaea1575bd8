using Akka.Actor;
using Delight.Actors.Snapshots;
using Delight.Learning.Parameters;

namespace Delight.Actors.ParameterServers;

/// <summary>Keeps the newest policy and pushes it to every subscriber.</summary>
/// <param name="conflates">True to send a subscriber the next policy only after it received the one before, and then
/// the newest: a slow one skips policies instead of working off a queue of old ones. False to send every one, so that a
/// slow link makes staleness.</param>
/// <remarks>
/// <para>In: <see cref="PublishPolicy"/> from the learner, <see cref="SubscribeToPolicy"/> and
/// <see cref="PolicyReceived"/> from workers, <see cref="Terminated"/>. Out: <see cref="PolicyPublished"/>.</para>
/// <para>State: one snapshot and the list of subscribers, which it watches.</para>
/// <para>Time: none read, no timers. Order: an older policy never replaces a newer one.</para>
/// <para>Restart: forgets both; subscribers come back with their next sign of life, the policy with its next
/// publication.</para>
/// </remarks>
public sealed class ParameterServer(bool conflates = false) : UntypedActor
{
    private readonly Dictionary<IActorRef, Subscriber> _subscribers = [];
    private PolicySnapshot? _newest;

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PublishPolicy publish when _newest is null || publish.Snapshot.Version >= _newest.Version:
                Publish(publish.Snapshot);
                break;
            case PublishPolicy:
                break; // an older policy that was overtaken on its way
            case SubscribeToPolicy subscribe:
                Subscribe(subscribe);
                break;
            case PolicyReceived received when _subscribers.TryGetValue(Sender, out Subscriber? subscriber):
                subscriber.IsAwaited = false;
                SendIfNewer(subscriber, received.Version);
                break;
            case Terminated gone:
                _subscribers.Remove(gone.ActorRef);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>Also one that is known: the learner publishes it again where it suspects that it got lost.</summary>
    private void Publish(PolicySnapshot snapshot)
    {
        bool isNew = _newest is null || snapshot.Version > _newest.Version;
        _newest = snapshot;
        foreach (Subscriber subscriber in _subscribers.Values)
        {
            if (isNew && !subscriber.IsAwaited)
            {
                Send(subscriber);
            }
        }
    }

    private void Subscribe(SubscribeToPolicy subscribe)
    {
        if (!_subscribers.TryGetValue(Sender, out Subscriber? subscriber))
        {
            subscriber = new Subscriber(Sender);
            _subscribers.Add(Sender, subscriber);
            Context.Watch(Sender);
        }

        subscriber.IsAwaited = false; // a receipt may have got lost
        SendIfNewer(subscriber, subscribe.Known);
    }

    private void SendIfNewer(Subscriber subscriber, PolicyVersion? known)
    {
        if (_newest is { } newest && (known is null || newest.Version > known))
        {
            Send(subscriber);
        }
    }

    private void Send(Subscriber subscriber)
    {
        subscriber.IsAwaited = conflates;
        subscriber.Address.Tell(new PolicyPublished(_newest!, conflates), Self);
    }

    private sealed class Subscriber(IActorRef address)
    {
        public IActorRef Address { get; } = address;

        /// <summary>True while a policy is on its way that it has not received yet.</summary>
        public bool IsAwaited { get; set; }
    }
}
