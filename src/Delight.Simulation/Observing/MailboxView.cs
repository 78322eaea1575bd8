using Akka.Actor;

namespace Delight.Simulation.Observing;

/// <summary>What waits at one actor.</summary>
/// <param name="Actor">Which.</param>
/// <param name="Node">Its node; null where it has none.</param>
/// <param name="Waiting">In its mailbox, oldest first.</param>
/// <param name="Stashed">What it has put aside, oldest first.</param>
/// <param name="Leaving">What it has sent and what leaves at the end of its work.</param>
public sealed record MailboxView(
    IActorRef Actor, string? Node, IReadOnlyList<object> Waiting, IReadOnlyList<object> Stashed,
    IReadOnlyList<object> Leaving);

/// <summary>A message on a link.</summary>
/// <param name="Receiver">Who is to receive it.</param>
/// <param name="Message">What was sent.</param>
/// <param name="Sender">By whom.</param>
/// <param name="Arrives">Virtual time; null where it is held.</param>
public sealed record MessageUnderWay(IActorRef Receiver, object Message, IActorRef Sender, TimeSpan? Arrives);
