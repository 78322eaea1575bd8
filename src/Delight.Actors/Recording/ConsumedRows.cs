namespace Delight.Actors.Recording;

/// <summary>Sums over the rows that updates consumed: how old they were, and how well they had done.</summary>
/// <remarks>
/// Staleness counts learner steps. At its start, a row's staleness is that of the policy that chose the first action,
/// and the worst; at its end, of the one that chose the last; and the mean weighs every decision. It divides into the
/// part in flight, until the row arrived, and the part in the queue after that. Not thread-safe.
/// </remarks>
public sealed class ConsumedRows
{
    private readonly long[] _byDifficulty = new long[3];

    /// <summary>Sums from nothing.</summary>
    public ConsumedRows()
    {
    }

    /// <summary>Goes on from earlier sums.</summary>
    internal ConsumedRows(RunTotalsState.ConsumedState state)
    {
        Rows = state.Rows;
        AtEndSum = state.AtEndSum;
        OverDecisionsSum = state.OverDecisionsSum;
        InFlightSum = state.InFlightSum;
        InQueueSum = state.InQueueSum;
        if (state.ByDifficulty.Count != _byDifficulty.Length)
        {
            throw new ArgumentException(
                $"rows are counted by {state.ByDifficulty.Count} difficulties; there are {_byDifficulty.Length}.",
                nameof(state));
        }

        for (int i = 0; i < _byDifficulty.Length; i++)
        {
            _byDifficulty[i] = state.ByDifficulty[i];
        }
    }

    /// <summary>Rows.</summary>
    public long Rows { get; private set; }

    /// <summary>Sum of the staleness at the end of generation.</summary>
    public double AtEndSum { get; private set; }

    /// <summary>Sum of the decision-weighted staleness.</summary>
    public double OverDecisionsSum { get; private set; }

    /// <summary>Sum of the part in flight of the staleness at the start.</summary>
    public double InFlightSum { get; private set; }

    /// <summary>Sum of the part in the queue.</summary>
    public double InQueueSum { get; private set; }

    /// <summary>[3] rows by <see cref="RowDifficulty"/>.</summary>
    public ReadOnlySpan<long> ByDifficulty => _byDifficulty;

    /// <summary>How well a row did.</summary>
    public static RowDifficulty DifficultyOf(float reward) =>
        reward <= 0 ? RowDifficulty.Unsolved : reward < 1 ? RowDifficulty.Partial : RowDifficulty.Solved;

    /// <summary>Adds rows of one staleness.</summary>
    /// <param name="age">Of each of them.</param>
    /// <param name="rewards">One for each row.</param>
    public void Add(RowAge age, ReadOnlySpan<float> rewards)
    {
        Rows += rewards.Length;
        AtEndSum += (double)age.AtEnd * rewards.Length;
        OverDecisionsSum += age.OverDecisions * rewards.Length;
        InFlightSum += (double)age.InFlight * rewards.Length;
        InQueueSum += (double)age.InQueue * rewards.Length;
        foreach (float reward in rewards)
        {
            _byDifficulty[(int)DifficultyOf(reward)]++;
        }
    }

    /// <summary>Adds what somebody else counted.</summary>
    public void Add(ConsumedRows other)
    {
        Rows += other.Rows;
        AtEndSum += other.AtEndSum;
        OverDecisionsSum += other.OverDecisionsSum;
        InFlightSum += other.InFlightSum;
        InQueueSum += other.InQueueSum;
        for (int i = 0; i < _byDifficulty.Length; i++)
        {
            _byDifficulty[i] += other._byDifficulty[i];
        }
    }

    /// <summary>Takes over sums that came by the wire.</summary>
    /// <param name="rows">As <see cref="Rows"/>.</param>
    /// <param name="sums">[4] at the end, over decisions, in flight, in the queue.</param>
    /// <param name="byDifficulty">As <see cref="ByDifficulty"/>.</param>
    internal void Set(long rows, ReadOnlySpan<double> sums, ReadOnlySpan<long> byDifficulty)
    {
        Rows = rows;
        (AtEndSum, OverDecisionsSum, InFlightSum, InQueueSum) = (sums[0], sums[1], sums[2], sums[3]);
        byDifficulty.CopyTo(_byDifficulty);
    }
}
