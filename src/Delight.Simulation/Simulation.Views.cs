using Akka.Actor;
using Delight.Simulation.Dispatch;
using Delight.Simulation.Faults;
using Delight.Simulation.Mailboxes;
using Delight.Simulation.Network;
using Delight.Simulation.Observing;

namespace Delight.Simulation;

/// <content>What one can look at, and faults by plan.</content>
public sealed partial class Simulation
{
    private FaultPlayer? _player;

    /// <summary>Every running actor under <c>/user</c> with what waits at it, nodes first, then in the order of
    /// creation.</summary>
    /// <remarks>A copy. What waits in a mailbox of the application's own type is not shown; a
    /// <see cref="BoundedMailbox"/> is.</remarks>
    public IReadOnlyList<MailboxView> Mailboxes =>
    [
        .. _loop.Nodes.All.SelectMany(node => node.Cells).Concat(_loop.Unplaced)
            .Where(cell => cell.IsDigested && cell.Cell is not null).Select(View),
    ];

    /// <summary>Every message on a link, in the order of arrival; held ones last.</summary>
    public IReadOnlyList<MessageUnderWay> UnderWay =>
    [
        .. _loop.Arrivals.Select(arrival => new MessageUnderWay(
            Parked.ReferenceOf(arrival.To), arrival.Envelope.Message, arrival.Envelope.Sender,
            TimeSpan.FromTicks(arrival.Time))),
        .. Network.Links.SelectMany(link => link.Waiting).Select(parked => new MessageUnderWay(
            parked.Receiver, parked.Envelope.Message, parked.Envelope.Sender, Arrives: null)),
    ];

    /// <summary>Events that are still to happen: turns, arrivals, timers, actions.</summary>
    public int EventsPending => _loop.Pending;

    /// <summary>Messages in mailboxes and stashes of actors under <c>/user</c>.</summary>
    /// <remarks>It costs a look at each actor and allocates nothing.</remarks>
    public int MessagesWaiting => _loop.MessagesWaiting;

    /// <summary>Every copy of a user message that was sent and is neither handled nor lost.</summary>
    /// <remarks>
    /// <para>It waits in a mailbox or a stash, leaves at the end of work, is on a link, or a link or pause holds it.
    /// Messages to actors outside of <c>/user</c> are left out, and so are mailboxes of the application's own
    /// type.</para>
    /// <para>They come in no order. Not a copy, and it allocates little: it costs a look at each actor and each pending
    /// event. Nothing may happen in the simulation while it is read.</para>
    /// </remarks>
    public IEnumerable<object> MessagesInFlight => _loop.MessagesInFlight();

    /// <inheritdoc/>
    public bool IsPaused(string node) => _loop.Nodes.Find(node).IsPaused;

    /// <inheritdoc/>
    public bool IsPaused(IActorRef actor) => _actors.IsPaused(actor);

    /// <inheritdoc/>
    public IActorRef? FindActor(string path) => _loop.Nodes.All.SelectMany(node => node.Cells).Concat(_loop.Unplaced)
        .FirstOrDefault(cell => cell.Cell?.Self.Path.ToStringWithoutAddress() == path)?.Cell!.Self;

    /// <inheritdoc/>
    public void Play(FaultSchedule schedule) =>
        (_player ??= new FaultPlayer(this, _loop.Options.Observer)).Play(schedule);

    private static MailboxView View(SimulatedCell cell) => new(
        cell.Cell!.Self, cell.Node?.Name,
        [.. Waiting(cell).Select(envelope => envelope.Message)],
        [.. StashContent.Of(AkkaInternals.Instance(cell.Cell)).Select(envelope => envelope.Message)],
        [.. cell.Outbox?.Waiting.Where(departure => departure.System is null)
            .Select(departure => departure.Envelope.Message) ?? []]);

    private static IEnumerable<Envelope> Waiting(SimulatedCell cell) => cell.Cell!.Mailbox!.MessageQueue switch
    {
        SimulatedMailbox own => own.Waiting,
        BoundedQueue bounded => bounded.Snapshot(),
        _ => [],
    };
}
