using System.Globalization;
using Delight.Learning.Kernels;

namespace Delight.Learning.Estimators;

/// <summary>What an estimator may look at: rows × decisions, all of it read-only. Dims: B rows, T decisions a
/// row.</summary>
/// <remarks>
/// <para>Log-probabilities are double, since the ratio of two rare actions would lose digits in float. Where
/// <see cref="Mask"/> is 0 nothing else of that decision is read and its coefficient is 0.</para>
/// </remarks>
public readonly ref struct DecisionBatch
{
    /// <summary>Largest magnitude of <c>l − u</c> that a ratio is taken of; beyond it the difference is clamped and
    /// counted.</summary>
    public const double LogRatioMax = 60;

    /// <summary>B.</summary>
    public required int Rows { get; init; }

    /// <summary>T.</summary>
    public required int Decisions { get; init; }

    /// <summary>[B, T] l, natural log of the learner's probability of the chosen action now.</summary>
    public required ReadOnlySpan<double> LogProbs { get; init; }

    /// <summary>[B, T] u, natural log of the behaviour policy's probability as the worker reported it.</summary>
    public required ReadOnlySpan<double> BehaviourLogProbs { get; init; }

    /// <summary>[B, T] 1 where the decision counts, 0 where it does not (a row that ended early).</summary>
    public required ReadOnlySpan<byte> Mask { get; init; }

    /// <summary>[B] A, the row's advantage, broadcast to its decisions: by the estimator's own baseline where it has
    /// one, else by the run's.</summary>
    public required ReadOnlySpan<double> Advantages { get; init; }

    /// <summary>[B] the row's reward.</summary>
    public required ReadOnlySpan<float> Rewards { get; init; }

    /// <summary>[B] dense group indices, 0 to <see cref="GroupCount"/> − 1: rows of one group answer the same
    /// context.</summary>
    public required ReadOnlySpan<int> Groups { get; init; }

    /// <summary>Number of groups.</summary>
    public required int GroupCount { get; init; }

    /// <summary>N, the number of decisions whose mask is 1; at least 1.</summary>
    public required int Count { get; init; }

    /// <summary>[B, T] 0 where a mask leaves a decision out: its coefficient and its term of the objective are 0, and N
    /// stays. Empty: every decision is kept.</summary>
    public ReadOnlySpan<byte> Kept { get; init; }

    /// <summary>Key of this update's random stream, for estimators that draw.</summary>
    public ulong DrawKey { get; init; }

    /// <summary>True where no mask leaves the decision out.</summary>
    /// <param name="index">row · T + t.</param>
    public bool Keeps(int index) => Kept.IsEmpty || Kept[index] != 0;

    /// <summary>R, the number of rows with at least one unmasked decision.</summary>
    public int CountRows()
    {
        int count = 0;
        for (int row = 0; row < Rows; row++)
        {
            count += Mask.Slice(row * Decisions, Decisions).ContainsAnyExcept((byte)0) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Checks that all lengths agree and that something is left to learn from.</summary>
    /// <exception cref="ArgumentException">A length differs from its dims, or no decision is unmasked.</exception>
    public void Validate()
    {
        int cells = Rows * Decisions;
        Shape.RequireLength(nameof(LogProbs), LogProbs.Length, cells, "[B, T]");
        Shape.RequireLength(nameof(BehaviourLogProbs), BehaviourLogProbs.Length, cells, "[B, T]");
        Shape.RequireLength(nameof(Mask), Mask.Length, cells, "[B, T]");
        Shape.RequireLength(nameof(Advantages), Advantages.Length, Rows, "[B]");
        Shape.RequireLength(nameof(Rewards), Rewards.Length, Rows, "[B]");
        Shape.RequireLength(nameof(Groups), Groups.Length, Rows, "[B]");
        Shape.RequireLength(nameof(Kept), Kept.Length, Kept.IsEmpty ? 0 : cells, "[B, T]");
        int counted = Mask.Length - Mask.Count((byte)0);
        if (Count < 1 || Count != counted)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"Count is {Count}, the mask counts {counted} decisions; they must agree and be at least 1."));
        }
    }
}
