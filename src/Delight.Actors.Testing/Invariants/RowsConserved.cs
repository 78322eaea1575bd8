using Akka.Actor;
using Delight.Actors.Learners;
using Delight.Actors.Recording;
using Delight.Actors.Rollouts;
using Delight.Learning.Parameters;

namespace Delight.Actors.Testing.Invariants;

/// <summary>No row appears or disappears uncounted: produced + duplicated by the network = lost + in flight + dropped
/// by reason + trained + queued + lost with a learner that crashed.</summary>
/// <remarks>
/// Each term is measured where it arises: produced, duplicated and lost at the runtime's own hooks; in flight by
/// looking through every queue, link and mailbox; dropped and trained by the learner's audit; queued by its books. And
/// the record of the run holds what was trained, but for reports that a crash of the learner lost.
/// </remarks>
public sealed class RowsConserved : Invariant
{
    private readonly SortedDictionary<string, long> _lost = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _dropped = new(StringComparer.Ordinal);
    private long _produced, _duplicated, _delivered;
    private long _trained, _queued, _lostWithLearner;
    private long _reported, _reportsLost;

    /// <inheritdoc/>
    public override string Name => "rows-conserved";

    /// <inheritdoc/>
    public override void Sent(IActorRef sender, IActorRef receiver, object message)
    {
        _produced += RowsOf(message);
        _reported += ReportedBy(message);
    }

    /// <inheritdoc/>
    public override void Duplicated(object message) => _duplicated += RowsOf(message);

    /// <inheritdoc/>
    public override void Lost(object message, string reason)
    {
        if (message is TrajectoriesReady trajectories)
        {
            _lost[reason] = _lost.GetValueOrDefault(reason) + trajectories.Rows;
        }

        _reportsLost += ReportedBy(message);
    }

    /// <inheritdoc/>
    public override void Handled(IActorRef receiver, object message) =>
        _delivered += RowsOf(message);

    /// <inheritdoc/>
    public override void Started(PolicyVersion version)
    {
        _lostWithLearner += _queued;
        _queued = 0;
    }

    /// <inheritdoc/>
    public override void Admitted(TrajectoriesReady trajectories, long firstRow) => _queued += trajectories.Rows;

    /// <inheritdoc/>
    public override void Dropped(in TrajectoryRows rows, string reason)
    {
        _dropped[reason] = _dropped.GetValueOrDefault(reason) + rows.Rows;
        _queued -= RowsDropped.IsOfTheQueue(reason) ? rows.Rows : 0;
    }

    /// <inheritdoc/>
    public override void Trained(PolicyVersion version, in TrajectoryRows rows)
    {
        _trained += rows.Rows;
        _queued -= rows.Rows;
    }

    /// <inheritdoc/>
    public override void AtInterval(ExploredState state)
    {
        long inFlight = 0, reportsInFlight = 0;
        foreach (object message in state.MessagesUnderWay)
        {
            inFlight += RowsOf(message);
            reportsInFlight += ReportedBy(message);
        }

        long lost = _lost.Values.Sum(), dropped = _dropped.Values.Sum(), queued = state.Admission?.Queued ?? 0;
        Require(
            _produced + _duplicated == lost + inFlight + _delivered,
            () => $"{_produced} rows were produced and {_duplicated} duplicated; {_delivered} were delivered, {lost} "
                + $"lost ({Listed(_lost)}) and {inFlight} are in flight: {lost + inFlight + _delivered} in all.");
        Require(
            _delivered == _trained + dropped + queued + _lostWithLearner,
            () => $"{_delivered} rows were delivered to the learner; {_trained} were trained, {dropped} dropped "
                + $"({Listed(_dropped)}), {_lostWithLearner} lost with it and {queued} are queued: "
                + $"{_trained + dropped + queued + _lostWithLearner} in all.");
        long recorded = state.Plan.Totals.Episodes;
        Require(
            _trained == _reported && _reported == recorded + _reportsLost + reportsInFlight,
            () => $"{_trained} rows were trained and {_reported} reported; the record has {recorded}, {_reportsLost} "
                + $"were in reports that got lost and {reportsInFlight} are in reports on their way.");
    }

    /// <inheritdoc/>
    public override void AtEnd(ExploredState state)
    {
        long missing = state.MessagesUnderWay.Sum(ReportedBy);
        Require(
            missing == 0,
            () => $"the run ended while reports of {missing} trained rows were on their way to its record; a finished "
                + "run has a complete record.");
    }

    private static long RowsOf(object message) => message is TrajectoriesReady trajectories ? trajectories.Rows : 0;

    private static long ReportedBy(object message) =>
        message is BatchTrained report ? report.Staleness.Sum(entry => entry.Rows) : 0;

    private static string Listed(SortedDictionary<string, long> counts) => counts.Count == 0
        ? "none"
        : string.Join(", ", counts.Select(entry => $"{entry.Key} {entry.Value}"));
}
