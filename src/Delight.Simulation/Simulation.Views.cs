using Akka.Actor;
using Delight.Simulation.Dispatch;
using Delight.Simulation.Faults;
using Delight.Simulation.Observing;

namespace Delight.Simulation;

/// <content>What one can look at, and faults by plan.</content>
public sealed partial class Simulation
{
    private FaultPlayer? _player;

    /// <summary>Every running actor under <c>/user</c> with what waits at it, nodes first, then in the order of
    /// creation.</summary>
    /// <remarks>A copy. What waits in a mailbox of the application's own type is not shown.</remarks>
    public IReadOnlyList<MailboxView> Mailboxes =>
    [
        .. _loop.Nodes.All.SelectMany(node => node.Cells).Concat(_loop.Unplaced)
            .Where(cell => cell.IsDigested && cell.Cell is not null).Select(View),
    ];

    /// <summary>Every message on a link, in the order of arrival; held ones last.</summary>
    public IReadOnlyList<MessageUnderWay> UnderWay =>
    [
        .. _loop.Arrivals.Select(arrival => new MessageUnderWay(
            SimulationLoop.ReferenceOf(arrival.To), arrival.Envelope.Message, arrival.Envelope.Sender,
            TimeSpan.FromTicks(arrival.Time))),
        .. Network.Links.SelectMany(link => link.Waiting).Select(parked => new MessageUnderWay(
            SimulationLoop.ReferenceOf(parked.To), parked.Envelope.Message, parked.Envelope.Sender, Arrives: null)),
    ];

    /// <summary>True while a node is paused.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public bool IsPaused(string node) => _loop.Nodes.Find(node).IsPaused;

    /// <summary>True while an actor itself is paused.</summary>
    /// <exception cref="ArgumentException">The actor has stopped, or is none of this simulation.</exception>
    public bool IsPaused(IActorRef actor) => CellOf(actor).Faults is { IsPaused: true };

    /// <summary>The running actor of a path.</summary>
    /// <param name="path">Such as <c>/user/shop/desk</c>.</param>
    /// <returns>Null where there is none.</returns>
    public IActorRef? FindActor(string path) => _loop.Nodes.All.SelectMany(node => node.Cells).Concat(_loop.Unplaced)
        .FirstOrDefault(cell => cell.Cell?.Self.Path.ToStringWithoutAddress() == path)?.Cell!.Self;

    /// <summary>Lets the faults of a schedule happen, counted from now.</summary>
    public void Play(FaultSchedule schedule) => (_player ??= new FaultPlayer(this)).Play(schedule);

    private static MailboxView View(SimulatedCell cell) => new(
        cell.Cell!.Self, cell.Node?.Name,
        [.. (cell as SimulatedMailbox)?.Waiting.Select(envelope => envelope.Message) ?? []],
        [.. StashContent.Of(AkkaInternals.Instance(cell.Cell)).Select(envelope => envelope.Message)],
        [.. cell.Outbox?.Waiting.Where(departure => departure.System is null)
            .Select(departure => departure.Envelope.Message) ?? []]);
}
