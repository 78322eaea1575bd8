using Delight.Actors.Evaluation;
using Delight.Actors.Learners;
using Delight.Actors.ParameterServers;
using Delight.Actors.Port;
using Delight.Actors.Snapshots;

namespace Delight.Actors.Invariants;

/// <summary>Nothing piles up: messages, requests and policy snapshots stay within bounds that the plan gives.</summary>
/// <remarks>
/// <para>Messages and timers that are under way or wait: at most <see cref="RunLimits.MessagesMax"/>.</para>
/// <para>Slots that the learner knows, free or not: at most those of all workers; requests to be issued again: at most
/// the rows in flight.</para>
/// <para>Snapshots in use: one for each worker, one for the parameter server, one for the coordinator, and those that
/// messages under way hold; one more is a leak.</para>
/// </remarks>
public sealed class QueuesBounded : Invariant
{
    private readonly HashSet<PolicySnapshot> _sent = new(ReferenceEqualityComparer.Instance);

    /// <inheritdoc/>
    public override string Name => "queues-bounded";

    /// <inheritdoc/>
    public override void AtInterval(ExploredState state)
    {
        RunLimits limits = state.Limits;
        long messages = (long)state.EventsPlanned + state.MessagesWaiting;
        Require(
            messages <= limits.MessagesMax,
            () => $"{messages} messages and timers are under way or wait; this run needs at most "
                + $"{limits.MessagesMax}.");
        if (state.Ledger is { } ledger)
        {
            (int slots, int lost) = ledger.Sizes;
            Require(
                slots <= limits.Slots && lost <= state.Plan.Learner.RowsInFlightMax,
                () => $"the learner knows {slots} slots and {lost} requests to issue again; there are {limits.Slots} "
                    + $"slots, and at most {state.Plan.Learner.RowsInFlightMax} rows are in flight.");
        }

        _sent.Clear();
        foreach (object message in state.MessagesUnderWay)
        {
            if (SnapshotOf(message) is { } snapshot)
            {
                _sent.Add(snapshot);
            }
        }

        int inUse = state.Snapshots?.InUse ?? 0, held = limits.Workers + 2;
        Require(
            inUse <= held + _sent.Count,
            () => $"{inUse} snapshots are in use; messages hold {_sent.Count} and roles at most {held}: the rest is "
                + "never given back.");
    }

    private static PolicySnapshot? SnapshotOf(object message) => message switch
    {
        PublishPolicy publish => publish.Snapshot,
        PolicyPublished published => published.Snapshot,
        EvaluatePolicy evaluate => evaluate.Snapshot,
        TrainingFinished finished => finished.Snapshot,
        Undelivered undelivered => SnapshotOf(undelivered.Message),
        _ => null,
    };
}
