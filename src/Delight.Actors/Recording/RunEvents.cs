using Akka.Actor;
using Delight.Actors.Running;

namespace Delight.Actors.Recording;

/// <summary>Publishes events of the run on the event stream of the actor system.</summary>
/// <remarks>Whoever keeps the record subscribes to <see cref="RunEvent"/>. Publishing sends no message.</remarks>
internal static class RunEvents
{
    /// <summary>Publishes an event about the actor that runs.</summary>
    public static void Publish(this IActorContext context, RunClock clock, string kind, string detail) =>
        context.Publish(clock, kind, context.Self.Path.ToStringWithoutAddress(), detail);

    /// <summary>Publishes an event.</summary>
    public static void Publish(
        this IActorContext context, RunClock clock, string kind, string subject, string detail) =>
        context.System.EventStream.Publish(new RunEvent(clock.Elapsed, kind, subject, detail));
}
