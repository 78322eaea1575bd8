using System.Collections;
using System.Reflection;
using Akka.Actor;
using Akka.Remote;

namespace Delight.Simulation.Cluster.Clocks;

/// <summary>The mediator of distributed publish-subscribe: versions of its registry, and messages that it keeps until
/// somebody subscribes.</summary>
/// <remarks>Its next version is the wall clock, or one more than the last version where that is ahead. So a last
/// version that is far ahead makes versions count by virtual time.</remarks>
internal sealed class MediatorClock : IDeadlines
{
    private static readonly long Start =
        new DateTime(3000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks / TimeSpan.TicksPerMillisecond;

    private readonly KeptDeadlines _buffered;
    private readonly FieldInfo _version;

    public MediatorClock(ActorCell cell)
    {
        Type type = cell.Props.Type;
        _version = Reflected.Field(type, "_version");
        FieldInfo buffers = Reflected.Field(type, "_bufferedMessages");
        _buffered = new KeptDeadlines(actor => Find((IDictionary)buffers.GetValue(actor)!));
    }

    /// <inheritdoc/>
    public void Before(ActorBase actor, long now)
    {
        long version = Start + (now / TimeSpan.TicksPerMillisecond);
        _version.SetValue(actor, Math.Max(version, (long)_version.GetValue(actor)!));
        _buffered.Before(actor, now);
    }

    /// <inheritdoc/>
    public void After(ActorBase actor, object? message, long now) => _buffered.After(actor, message, now);

    private static IEnumerable<(Deadline?, TimeSpan)> Find(IDictionary topics)
    {
        foreach (IEnumerable messages in topics.Values)
        {
            foreach (object buffered in messages)
            {
                object message = Reflected.Property(buffered, "Message")!;
                yield return (
                    (Deadline?)Reflected.Property(buffered, "Deadline"),
                    (TimeSpan)Reflected.Property(message, "Timeout")!);
            }
        }
    }
}
