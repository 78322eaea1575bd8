namespace Delight.Actors.Testing.Invariants;

/// <summary>Nothing piles up: messages and requests stay within bounds that the plan gives.</summary>
/// <remarks>
/// <para>Messages and timers that are under way or wait: at most <see cref="RunLimits.MessagesMax"/>.</para>
/// <para>Slots that the learner knows, free or not: at most those of all workers; requests to be issued again: at most
/// the rows in flight.</para>
/// </remarks>
public sealed class QueuesBounded : Invariant
{
    /// <summary>A learner that was paused hears of the end of a worker behind the registration of its next incarnation,
    /// so for a moment it knows both. More of them would be a leak.</summary>
    private const int Incarnations = 3;

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
                slots <= Incarnations * limits.Slots && lost <= state.Plan.Learner.RowsInFlightMax,
                () => $"the learner knows {slots} slots and {lost} requests to issue again; there are {limits.Slots} "
                    + $"slots, each known for at most {Incarnations} incarnations, and at most "
                    + $"{state.Plan.Learner.RowsInFlightMax} rows are in flight.");
        }
    }
}
