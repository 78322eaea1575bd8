using Akka.Actor;
using Delight.Actors.Learners;
using Delight.Actors.Messages;
using Delight.Actors.Recording;
using Delight.Actors.Rollouts;
using Delight.Learning.Parameters;

namespace Delight.Actors.Testing.Invariants;

/// <summary>No more rows are granted than there is capacity for, no credit is lost or made, and no row is trained on
/// that is staler than the bound.</summary>
/// <remarks>
/// <para>Queued + running rows never exceed <see cref="LearnerOptions.RowsInFlightMax"/>. With a bound and <see
/// cref="StalenessHandling.Wait"/>: <c>trained + queued + running ≤ (bound + published + 1) · batch</c>, all since the
/// last recovery, at every grant.</para>
/// <para>Rows are counted here from what the learner grants, admits, trains and drops; after every event the learner's
/// own books must say the same.</para>
/// </remarks>
public sealed class CapacityKept : Invariant
{
    private LearnerOptions? _options;
    private PolicyVersion _published;
    private long _recovered;
    private long _trained, _queued, _running;

    /// <inheritdoc/>
    public override string Name => "capacity-kept";

    /// <inheritdoc/>
    public override void Begin(ExploredState state) => _options = state.Plan.Learner;

    /// <inheritdoc/>
    public override void Started(PolicyVersion version)
    {
        (_recovered, _published) = (version.Step, version);
        (_trained, _queued, _running) = (0, 0, 0);
    }

    /// <inheritdoc/>
    public override void Granted(GenerateRollouts request)
    {
        _running += request.Rows;
        Require(
            _queued + _running <= _options!.RowsInFlightMax,
            () => $"{_queued} rows queued and {_running} running after the grant of request {request.Request}; at most "
                + $"{_options.RowsInFlightMax} may be in flight.");
        if (_options is { StalenessMax: { } bound, StalenessHandling: StalenessHandling.Wait })
        {
            long published = _published.Step - _recovered, capacity = (bound + published + 1) * _options.BatchRows;
            Require(
                _trained + _queued + _running <= capacity,
                () => $"{_trained} rows trained, {_queued} queued and {_running} running after the grant of request "
                    + $"{request.Request}; with bound {bound} and {published} updates published at most {capacity}.");
        }
    }

    /// <inheritdoc/>
    public override void Admitted(TrajectoriesReady trajectories, long firstRow) =>
        (_running, _queued) = (_running - trajectories.Rows, _queued + trajectories.Rows);

    /// <inheritdoc/>
    public override void Dropped(in TrajectoryRows rows, string reason)
    {
        _queued -= RowsDropped.IsOfTheQueue(reason) ? rows.Rows : 0;
        _running -= reason == "after-end" ? rows.Rows : 0;
    }

    /// <inheritdoc/>
    public override void Trained(PolicyVersion version, in TrajectoryRows rows)
    {
        (_queued, _trained) = (_queued - rows.Rows, _trained + rows.Rows);
        if (_options!.StalenessMax is { } bound)
        {
            PolicyVersion start = rows.Trajectories.VersionAtStart, now = version with { Step = version.Step - 1 };
            long staleness = RowAge.Between(start, now, _recovered);
            RequestId request = rows.Trajectories.Request;
            Require(
                staleness <= bound,
                () => $"rows of request {request}, generated with version {start}, were trained on at {now}: staleness "
                    + $"{staleness}, and the bound is {bound}.");
        }
    }

    /// <inheritdoc/>
    public override void Published(PolicyVersion version) => _published = version;

    /// <inheritdoc/>
    public override void Sent(IActorRef sender, IActorRef receiver, object message) =>
        _running -= message is RowsDropped { Reason: "lost" } lost ? lost.Rows : 0;

    /// <inheritdoc/>
    public override void AfterEvent(ExploredState state)
    {
        if (state.Admission is not { } books)
        {
            return;
        }

        Require(
            (books.Trained, books.Queued, books.Running) == (_trained, _queued, _running),
            () => $"the learner counts {books.Trained} rows trained, {books.Queued} queued and {books.Running} "
                + $"running; there are {_trained}, {_queued} and {_running}.");
        Require(
            state.Ledger?.RowsGranted == _running,
            () => $"the learner's requests hold {state.Ledger?.RowsGranted} rows; {_running} are running.");
    }
}
