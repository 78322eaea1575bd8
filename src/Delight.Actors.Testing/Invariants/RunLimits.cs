using Delight.Actors.Coordination;
using Delight.Actors.Learners;
using Delight.Actors.Testing.Training;
using Delight.Simulation.Faults;
using Delight.Simulation.Network;

namespace Delight.Actors.Testing.Invariants;

/// <summary>How long and how much is allowed in one run, worked out from its plan.</summary>
/// <remarks>
/// <para><see cref="Patience"/> <c>= back-off + detection + rounds · (5/4 · request time-out + sign of life + round
/// trip)</c>, where a round trip is six of the longest usual latencies and all work of a request and of an update, and
/// <c>rounds</c> is 2, or with lossy links as many as make the chance that one request of a batch fails in all of them
/// at most 1e-9. An answer that is missed costs at most one round: the learner takes its rows back after the time-out
/// (it looks every quarter), and gives them out at the next sign of life.</para>
/// <para><see cref="MessagesMax"/> <c>= 4 · (16 · slots + 8 · (workers + 8) + horizon · rate)</c>, where the horizon is
/// the longest time for which a message may wait (a fault, a restart, a time-out) and the rate is that of the signs of
/// life, pushed policies, and requests at full speed. It is generous on purpose: what grows without end exceeds
/// it.</para>
/// </remarks>
public sealed class RunLimits
{
    private const double MissedChance = 1e-9;
    private const int MessagesOfARound = 5;
    private const int RoundsMax = 10_000;

    private static readonly TimeSpan BackoffMax = TimeSpan.FromSeconds(30);

    /// <summary>Reads a plan.</summary>
    /// <param name="plan">Sizes, times, faults.</param>
    /// <param name="frictions">Links between the nodes, and faults.</param>
    public RunLimits(TrainingPlan plan, TrainingFrictions frictions)
    {
        LearnerOptions learner = plan.Learner;
        IReadOnlyList<Fault> faults = frictions.Faults;
        Workers = plan.Pools.Sum(pool => pool.Count);
        Slots = plan.Pools.Sum(pool => pool.Count * pool.RequestsInFlight);
        FaultsEnd = Max(faults.Select(EndOf));
        HasReordering = AllLinks(frictions).Any(link => link.ReorderingShare > 0)
            || faults.Any(fault => fault.Change.ReorderingShare > 0);
        TimeSpan latency = Max([
            .. AllLinks(frictions).Select(link => link.Latency.NearlyMax),
            .. faults.Select(fault => fault.Change.Latency?.NearlyMax ?? TimeSpan.Zero)]);
        TimeSpan work = Slowness(faults) * ((2 * learner.StepTime)
            + Max(plan.Pools.Select(pool => 2 * pool.RequestsInFlight * pool.RequestTimeMax))
            + (2 * Slots * plan.RewardService.ScoreTime));
        TimeSpan round = (1.25 * (learner.RequestTimeout ?? TimeSpan.Zero))
            + Max(plan.Pools.Select(pool => pool.SignOfLifeEvery ?? TimeSpan.Zero)) + (6 * latency) + work
            + Max(plan.Pools.Select(pool => pool.RewardTimeout ?? TimeSpan.Zero)) + plan.RewardService.LateBy;
        TimeSpan calm = BackoffMax + frictions.DetectionTime;
        Patience = calm + (Rounds(plan, frictions) * round);
        TimeSpan horizon = calm + (2 * round) + Max(faults.Select(fault => fault.Lasts)) * 2;
        MessagesMax = 4 * ((16 * Slots) + (8 * (Workers + 8)) + MessagesIn(horizon, plan));
    }

    /// <summary>When the last planned fault is over; the largest time where some recur without end.</summary>
    public TimeSpan FaultsEnd { get; }

    /// <summary>Longest time from the end of the faults, or from an update after it, to the next update.</summary>
    public TimeSpan Patience { get; }

    /// <summary>Requests that all workers hold at once.</summary>
    public int Slots { get; }

    /// <summary>Rollout workers.</summary>
    public int Workers { get; }

    /// <summary>Messages and timers that may be under way or wait at one time.</summary>
    public long MessagesMax { get; }

    /// <summary>True where links may deliver out of order.</summary>
    public bool HasReordering { get; }

    private static IEnumerable<LinkQuality> AllLinks(TrainingFrictions frictions) => 
        [frictions.Network, .. frictions.Links.Select(link => link.Quality)];

    private static TimeSpan Max(IEnumerable<TimeSpan> times) => times.Append(TimeSpan.Zero).Max();

    /// <summary>The largest product of factors that apply at one time.</summary>
    private static double Slowness(IReadOnlyList<Fault> faults)
    {
        Fault[] slow = [.. faults.Where(fault => fault.Factor > 1)];
        return slow.Select(begun => slow.Where(fault => fault.At <= begun.At && EndOf(fault) >= begun.At)
            .Aggregate(1.0, (product, fault) => product * fault.Factor)).Append(1).Max();
    }

    private static TimeSpan EndOf(Fault fault) => fault is { Every: not null, Until: null }
        ? TimeSpan.MaxValue
        : (fault.Until ?? fault.At) + fault.Lasts;

    private static int Rounds(TrainingPlan plan, TrainingFrictions frictions)
    {
        double passes = 1, loss = AllLinks(frictions).Max(link => link.LossShare);
        for (int message = 0; message < MessagesOfARound; message++)
        {
            passes *= 1 - loss;
        }

        double requests = (double)plan.Learner.BatchRows / plan.Pools.Min(pool => pool.RowsPerRequest);
        int rounds = 2;
        for (double missed = (requests + 1) * (1 - passes); missed > MissedChance && rounds < RoundsMax; rounds++)
        {
            missed *= 1 - passes;
        }

        return rounds;
    }

    private static long MessagesIn(TimeSpan horizon, TrainingPlan plan)
    {
        double perSecond = plan.Pools.Sum(
            pool => pool.SignOfLifeEvery is { } pause ? 3 * pool.Count / pause.TotalSeconds : 0);
        double updates = plan.Learner.StepTime > TimeSpan.Zero
            ? Math.Min(plan.Learner.Steps, horizon / plan.Learner.StepTime)
            : plan.Learner.Steps;
        double requests = (double)plan.Learner.BatchRows / plan.Pools.Min(pool => pool.RowsPerRequest);
        int workers = plan.Pools.Sum(pool => pool.Count);
        return (long)((perSecond * horizon.TotalSeconds) + (updates * (workers + 8 + (8 * requests))));
    }
}
