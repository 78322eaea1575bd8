using Delight.Actors.Port;
using Delight.Actors.Snapshots;

namespace Delight.Actors.ParameterServers;

/// <summary>Keeps the newest policy and pushes it to every subscriber.</summary>
/// <remarks>
/// <para>In: <see cref="PublishPolicy"/> from the learner, <see cref="SubscribeToPolicy"/> from workers,
/// <see cref="Terminated"/>. Out: <see cref="PolicyPublished"/>.</para>
/// <para>State: one snapshot and the list of subscribers, which it watches.</para>
/// <para>Time: none read, no timers. Order: an older policy never replaces a newer one.</para>
/// <para>Restart: forgets both; workers that subscribed before hear nothing until they subscribe again.</para>
/// </remarks>
public sealed class ParameterServer : IActor
{
    private readonly List<ActorRef> _subscribers = [];
    private PolicySnapshot? _newest;

    /// <inheritdoc/>
    public void Receive(object message, IActorContext context)
    {
        switch (message)
        {
            case PublishPolicy publish when _newest is null || publish.Snapshot.Version > _newest.Version:
                publish.Snapshot.Retain();
                _newest?.Release();
                _newest = publish.Snapshot;
                foreach (ActorRef subscriber in _subscribers)
                {
                    context.Send(subscriber, new PolicyPublished(_newest));
                }

                break;
            case PublishPolicy:
                break; // an older policy that was overtaken on its way
            case SubscribeToPolicy:
                Subscribe(context);
                break;
            case Terminated gone:
                _subscribers.Remove(gone.Actor);
                break;
            default:
                context.Unhandled(message);
                break;
        }
    }

    /// <inheritdoc/>
    public void PostStop(IActorContext context)
    {
        _newest?.Release();
        _newest = null;
    }

    private void Subscribe(IActorContext context)
    {
        if (!_subscribers.Contains(context.Sender))
        {
            _subscribers.Add(context.Sender);
            context.Watch(context.Sender);
        }

        if (_newest is { } newest)
        {
            context.Send(context.Sender, new PolicyPublished(newest));
        }
    }
}
